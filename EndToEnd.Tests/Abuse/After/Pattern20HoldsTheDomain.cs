using MsiEncap.Domains;
using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A queue that retains the domain pointer "because it is clearer": the proposal that the mail answers.</summary>
internal sealed class Pattern20HoldsTheDomain
{
    private readonly PciDevice _device;

    /// <summary>Sets up.</summary>
    /// <param name="device">The device.</param>
    public Pattern20HoldsTheDomain(PciDevice device)
    {
        _device = device;
    }

    public static Pattern20HoldsTheDomain Open(PciDevice device, AcmeProbe driver) => new(device);

    public MsiMap Allocate(ushort queue) => _device.AllocateImsIrq(new AcmeCookie(queue));

    public string Describe() => $"queue of {_device}";
}
