using MsiEncap.Contracts;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>What the tests' usage sites tell the tests' domain.</summary>
[MsiCookieContract("test,device")]
[CookieField("Tag", Bits = 32, Summary = "Any number.")]
internal readonly partial struct TestCookie;

/// <summary>A cookie that the tests' domain does not speak.</summary>
[MsiCookieContract("test,other")]
[CookieField("Tag", Bits = 32, Summary = "Any number.")]
internal readonly partial struct OtherCookie;

/// <summary>What the tests' usage sites tell a domain that takes an object.</summary>
[MsiCookieContract("test,reference")]
[CookieReference("Target", typeof(object), Summary = "Any object.")]
internal readonly partial struct ReferenceCookie;
