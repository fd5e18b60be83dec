using MsiEncap.Contracts;

namespace MsiEncap.Samples.Rejected.DomainIds;

/// <summary>Which queue an interrupt is for.</summary>
[MsiCookieContract("rejected,ids")]
[CookieField("Queue", Bits = 16, Summary = "The number of the queue.")]
internal readonly partial struct QueueCookie;

/// <summary>Which process an interrupt is for, to another device.</summary>
[MsiCookieContract("rejected,other")]
[CookieField("Pasid", Bits = 20, Summary = "The process.")]
internal readonly partial struct OtherCookie;

/// <summary>Queue code that has the id of another device's domain, or a bare number. An id has the type of the cookies that its domain takes.</summary>
internal static class ForeignDomainId
{
    public static MsiMap OfAnotherContract(PciDevice device, MsiDomainId<OtherCookie> domainId) =>
        device.AllocateImsIrq(domainId, new QueueCookie(1));

    public static MsiMap OfNone(PciDevice device) => device.AllocateImsIrq(MsiDomainId.Secondary, new QueueCookie(1));

    public static MsiMap Right(PciDevice device, MsiDomainId<QueueCookie> domainId) => device.AllocateImsIrq(domainId, new QueueCookie(1));
}
