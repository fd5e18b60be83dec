using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// The chip callbacks together with the state that they change (<c>mask_irq</c>, <c>unmask_irq</c>). Under the interrupt's lock.
/// </summary>
internal static class IrqChip
{
    public static void Mask(IrqDescriptor irq)
    {
        // First, for a callback that throws may have masked it nevertheless: whoever enables it next unmasks it.
        irq.Masked = true;
        if (!irq.Owner.Flags.HasFlag(MsiFlags.NoMask))
        {
            irq.Domain.Mask(new IrqData(irq.Data));
        }
    }

    public static void Unmask(IrqDescriptor irq)
    {
        if (!irq.Owner.Flags.HasFlag(MsiFlags.NoMask))
        {
            irq.Domain.Unmask(new IrqData(irq.Data));
        }

        irq.Masked = false;
    }

    public static void Startup(IrqDescriptor irq)
    {
        if (irq.Owner.Flags.HasFlag(MsiFlags.NoMask))
        {
            irq.Masked = false;
            return;
        }

        irq.Domain.Startup(new IrqData(irq.Data));
        irq.Masked = false;
    }

    public static void Shutdown(IrqDescriptor irq)
    {
        irq.Masked = true;
        if (!irq.Owner.Flags.HasFlag(MsiFlags.NoMask))
        {
            irq.Domain.Shutdown(new IrqData(irq.Data));
        }
    }
}
