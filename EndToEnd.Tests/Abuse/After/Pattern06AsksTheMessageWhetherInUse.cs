namespace MsiEncap.Abuse;

/// <summary>A bridge that takes an interrupt for its own if nobody uses it, and asks the wrong one, as ntb did.</summary>
internal static class Pattern06AsksTheMessageWhetherInUse
{
    public static IrqRegistration? TakeIfFree(IrqSubsystem irqs, PciDevice device, Virq virq)
    {
        if (device.DescribeIrq(virq).IsActivated)
        {
            return null;
        }

        return !device.DescribeIrq(virq).IsActivated ? device.RequestIrq(virq, "ntb") : null;
    }
}
