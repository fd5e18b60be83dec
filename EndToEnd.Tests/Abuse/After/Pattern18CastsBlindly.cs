using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A queue that takes it for granted whose domain it got, as what crashed on Xen did. It need not know.</summary>
internal static class Pattern18CastsBlindly
{
    public static MsiMap Allocate(PciDevice device, object hostData, ushort queue) =>
        device.AllocateImsIrq(new AcmeCookie(queue));
}
