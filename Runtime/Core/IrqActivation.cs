using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Gives a device the message of an interrupt and takes it away again (<c>msi_domain_activate</c>, <c>msi_domain_deactivate</c>). Under
/// the interrupt's lock, the interrupt masked.
/// </summary>
internal static class IrqActivation
{
    public static void Activate(IrqDescriptor irq)
    {
        if (irq.Active || irq.Cpu is null)
        {
            return;
        }

        irq.Active = true;
        Write(irq);
    }

    /// <summary>Writes the message as it is now. One message serves all interrupts of an index, and the first of them writes it.</summary>
    public static void Write(IrqDescriptor irq)
    {
        if (irq.Data.Offset == 0)
        {
            MsiMessage message = irq.Owner.Parent.Compose(irq);
            irq.Entry.State.Message = message;
            irq.Domain.WriteMessage(new IrqData(irq.Data), message);
        }
    }

    public static void Deactivate(IrqDescriptor irq, CallbackFailures failures)
    {
        if (!irq.Active)
        {
            return;
        }

        irq.Active = false;
        if (irq.Data.Offset == 0)
        {
            irq.Entry.State.Message = default;
            failures.Attempt(nameof(MsiDomain.WriteMessage), irq, static irq => irq.Domain.WriteMessage(new IrqData(irq.Data), default));
        }
    }
}
