namespace MsiEncap.Abuse;

/// <summary>A driver with its own wrapper round the lookup, as ti_sci_inta had.</summary>
internal static class Pattern13WrapsTheLookup
{
    public static IrqRegistration Request(PciDevice device, int index) => device.RequestIrq(VirqOf(device, index), "inta");

    private static Virq VirqOf(PciDevice device, int index)
    {
        Virq virq = device.GetVirq(MsiDomainId.Default, index);
        return virq;
    }
}
