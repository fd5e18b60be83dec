using MsiEncap.Contracts;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>The contract of <see cref="Rig.TestCookie"/> as another build of it might lay it out.</summary>
internal static partial class OtherLayout
{
    [MsiCookieContract("test,device")]
    [CookieField("Tag", Bits = 16, Summary = "Any number.")]
    internal readonly partial struct TestCookie;
}
