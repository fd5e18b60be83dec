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
        if (irq.Active)
        {
            return;
        }

        MsiMessage message = irq.Core.Platform.Compose(irq.Cpu!.Id, irq.Vector);
        irq.Active = true;
        irq.State.Message = message;
        irq.Domain.WriteMessage(new IrqData(irq.State), message);
    }

    public static void Deactivate(IrqDescriptor irq, CallbackFailures failures)
    {
        if (!irq.Active)
        {
            return;
        }

        irq.Active = false;
        irq.State.Message = default;
        failures.Attempt(nameof(MsiDomain.WriteMessage), () => irq.Domain.WriteMessage(new IrqData(irq.State), default));
    }
}
