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
        if (irq.Active || (irq.Cpu is null && !SharesMessage(irq)))
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
        if (!irq.Active || (SharesMessage(irq) && irq.Phase != IrqPhase.Gone))
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

    // The message of several names entries of the remapping table, so it needs none of their CPUs, and each of them needs it as
    // long as it is allocated. Linux takes it away with the handler of the first.
    private static bool SharesMessage(IrqDescriptor irq) => irq.Entry.Irqs.Length > 1;
}
