using MsiEncap.Contracts;

namespace MsiEncap.Samples.Idxd;

/// <summary>What an IDXD queue tells the IMS domain: the PASID that the device must enforce, or that there is none.</summary>
[MsiCookieContract("intel,idxd")]
[CookieField("Pasid", Bits = 20, Summary = "The process address space id that the queue works in.")]
[CookieField("HasPasid", Type = typeof(bool), Summary = "Whether the queue works in a process address space.")]
internal readonly partial struct IdxdCookie
{
    /// <summary>The cookie of a queue that works for a process.</summary>
    /// <param name="pasid">Its process address space id, 0 to 0xfffff.</param>
    public IdxdCookie(uint pasid)
        : this(pasid, hasPasid: true)
    {
    }

    /// <summary>The cookie of a queue that works for the driver itself: whatever PASID the work carries, the slot does not look at it.</summary>
    public static IdxdCookie WithoutPasid => default;
}
