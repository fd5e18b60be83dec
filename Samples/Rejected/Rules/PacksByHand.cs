using MsiEncap.Contracts;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>Queue code that knows what the bits of a cookie mean, or does not know how many there are.</summary>
internal static class PacksByHand
{
    private const uint AllQueues = 1 << 16;

    public static MsiInstanceCookie Pack(uint queue) => MsiInstanceCookie.FromValue(queue | 1u << 31);

    public static ulong Unpack(MsiInstanceCookie cookie) => cookie.Value;

    public static MsiMap AllocateForAll(PciDevice device) => device.AllocateImsIrq(new AcmeCookie(AllQueues));
}
