using MsiEncap.Contracts;

namespace MsiEncap.Benchmarks.Device;

/// <summary>What a queue of the measured device tells its domain.</summary>
[MsiCookieContract("msiencap,benchmark")]
[CookieField("Tag", Bits = 16, Summary = "Kept by the device, used by nobody.")]
internal readonly partial struct SlotCookie;
