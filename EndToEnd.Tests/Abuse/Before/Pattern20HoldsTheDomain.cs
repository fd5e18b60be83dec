using MsiEncap.Domains;
using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A queue that retains the domain pointer "because it is clearer": the proposal that the mail answers.</summary>
internal sealed class Pattern20HoldsTheDomain
{
    private readonly PciDevice _device;
    private readonly MsiDomain _domain;

    /// <summary>Sets up.</summary>
    /// <param name="device">The device.</param>
    /// <param name="domain">Its domain.</param>
    public Pattern20HoldsTheDomain(PciDevice device, MsiDomain domain)
    {
        _device = device;
        _domain = domain;
    }

    public static Pattern20HoldsTheDomain Open(PciDevice device, AcmeProbe driver) => new(device, driver.ImsDomain);

    public MsiMap Allocate(ushort queue) => _device.AllocateImsIrq(_domain, new AcmeCookie(queue));

    public string Describe() => $"queue of {_domain}";
}
