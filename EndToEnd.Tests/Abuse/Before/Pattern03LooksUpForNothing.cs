namespace MsiEncap.Abuse;

/// <summary>An audio driver that looks something up and does nothing with it, as i915 did.</summary>
internal static class Pattern03LooksUpForNothing
{
    public static IrqRegistration Open(IrqSubsystem irqs, PciDevice device, MsiMap map)
    {
        _ = irqs.GetCachedMessage(map.Virq);

        return device.RequestIrq(map.Virq, "lpe-audio");
    }

    public static void Close(IrqSubsystem irqs, PciDevice device, MsiMap map, IrqRegistration irq)
    {
        var message = irqs.GetCachedMessage(map.Virq);
        irq.Dispose();
        device.FreeImsIrq(map);
    }
}
