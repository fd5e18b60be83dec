using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests;

/// <summary>
/// What C# itself refuses of role code: descriptors and interrupt data are ref structs and handed in scoped, so no rule is needed
/// to keep them in the callback. And of usage sites: the id of a domain has the type of its cookies. The declarations that it refuses are in Samples/Rejected/Language.
/// </summary>
public class LanguageTests
{
    private const string Ledger = "T:Acme.Chip;MsiEncap.Encapsulation.IrqDomainImplementer;programs the slots";

    [Theory]
    [InlineData("object boxed = {|CS0029:descriptor|};")]
    [InlineData("Action later = () => Console.WriteLine({|CS9108:descriptor|}.Index);")]
    [InlineData("Func<int> later() => () => {|CS9108:descriptor|}.Index; later();")]
    [InlineData("_ = new List<{|CS9244:MsiDescriptor|}>();")]
    [InlineData("_ = {|CS0611:new[] { descriptor }|};")]
    [InlineData("IEnumerable<int> Walk() { yield return {|CS9108:descriptor|}.Index; } _ = Walk();")]
    [InlineData("lent = {|CS8352:descriptor|};")]
    public Task Given_a_callback_when_it_would_keep_its_descriptor_then_it_does_not_compile(string statement) =>
        Check.Analyzers(
            $$"""
            using System;
            using System.Collections.Generic;
            using MsiEncap.Contracts;
            using MsiEncap.Domains;
            using MsiEncap.Encapsulation;

            namespace Acme;

            [ActsAs(typeof(IrqDomainImplementer))]
            static class Chip
            {
                static void Prepare(scoped MsiDescriptor descriptor, ref MsiDescriptor lent)
                {
                    {{statement}}
                }
            }
            """,
            new MSI1001RestrictedSymbolAnalyzer(),
            new MSI4001UnlistedGrantAnalyzer())
            .Ledger(Ledger)
            .RunAsync();

    [Theory]
    [InlineData("{|CS0619:device.AllocateImsIrq(other, cookie)|};")]
    [InlineData("{|CS0619:device.TryAllocateImsIrq(other, cookie, out _, out _)|};")]
    [InlineData("{|CS0619:device.AllocateMsiIrqAt(other, null, cookie)|};")]
    [InlineData("device.AllocateImsIrq({|CS1503:MsiDomainId.Secondary|}, cookie);")]
    [InlineData("MsiDomainId<XCookie> id = {|CS0029:other|};")]
    [InlineData("device.AllocateImsIrq(own, cookie); MsiDomainId number = own.Id;")]
    public Task Given_the_id_of_a_domain_of_another_contract_then_an_allocation_by_it_does_not_compile(string statement) =>
        VerifyAllocation(statement);

    [Theory]
    [InlineData("{|CS0619:device.AllocateImsIrq(own, 3u)|};")]
    [InlineData("{|CS0619:device.AllocateImsIrq(own, null)|};")]
    [InlineData("{|CS0619:device.AllocateImsIrq(3)|};")]
    [InlineData("{|CS0619:device.TryAllocateImsIrq(3ul, out _, out _)|};")]
    [InlineData("{|CS0619:device.AllocateImsIrq(own, (object)cookie)|};")]
    [InlineData("{|CS0619:device.TryAllocateImsIrq(own, 3ul, out _, out _)|};")]
    [InlineData("{|CS0619:device.AllocateMsiIrqAt(own, 2, 3)|};")]
    [InlineData("device.AllocateImsIrq(own, new(3)); device.AllocateImsIrq(own, default); device.AllocateMsiIrqAt(own, 2, cookie, null);")]
    public Task Given_the_id_of_a_domain_when_a_number_is_passed_for_a_cookie_then_the_compiler_speaks_of_cookies(string statement) =>
        VerifyAllocation(statement);

    private static Task VerifyAllocation(string statement) =>
        Check.Analyzers(
            $$"""
            using MsiEncap;
            using MsiEncap.Contracts;

            [MsiCookieContract("acme,x")] [CookieField("Index", Bits = 8)] public readonly partial struct XCookie;
            [MsiCookieContract("acme,y")] [CookieField("Index", Bits = 8)] public readonly partial struct YCookie;

            static class Queue
            {
                static void Allocate(PciDevice device, MsiDomainId<XCookie> own, MsiDomainId<YCookie> other, XCookie cookie)
                {
                    {{statement}}
                }
            }
            """,
            new MSI1001RestrictedSymbolAnalyzer(),
            new MSI2002CookieUseAnalyzer())
            .WithCookies()
            .RunAsync();
}
