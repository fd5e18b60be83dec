namespace MsiEncap.Abuse;

/// <summary>A bridge that takes an interrupt for its own if nobody uses it, and asks the wrong one, as ntb did.</summary>
internal static class Pattern06AsksTheMessageWhetherInUse
{
    public static IrqRegistration? TakeIfFree(IrqSubsystem irqs, PciDevice device, Virq virq)
    {
        if (irqs.GetCachedMessage(virq) != default)
        {
            return null;
        }

        return irqs.GetCachedMessage(virq).Address == 0 ? device.RequestIrq(virq, "ntb") : null;
    }
}
