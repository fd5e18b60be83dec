namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>The three ways of allocating an interrupt that the mail which started this project compares.</summary>
internal static class SeedUsageForms
{
    public static MsiMap WithTheDevice(PciDevice device) =>
        device.AllocateImsIrq(new AcmeCookie(1));

    public static MsiMap WithTheDeviceAndADomainId(PciDevice device, MsiDomainId<AcmeCookie> domainId) =>
        device.AllocateImsIrq(domainId, new AcmeCookie(1));

    public static MsiMap WithTheDomainObject(PciDevice device, AcmeProbe driver) =>
        device.AllocateImsIrq(driver.ImsDomain, new AcmeCookie(1));
}
