using MsiEncap.Contracts;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>The contract of <see cref="Rig.TestCookie"/> as a later build of it might lay it out.</summary>
internal static partial class OtherLayout
{
    [MsiCookieContract("test,device", Version = 2)]
    [CookieField("Tag", Bits = 16, Summary = "Any number.")]
    internal readonly partial struct TestCookie;
}
