using MsiEncap.Contracts;

namespace MsiEncap.Samples.Idxd;

/// <summary>What an IDXD queue tells the IMS domain: the PASID that the device must enforce.</summary>
[MsiCookieContract("intel,idxd")]
[CookieField("Pasid", Bits = 20, Summary = "The process address space id that the queue works in.")]
internal readonly partial struct IdxdCookie;
