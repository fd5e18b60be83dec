using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests;

/// <summary>
/// What C# itself refuses of role code: descriptors and interrupt data are ref structs and handed in scoped, so no rule is needed
/// to keep them in the callback. The declarations that it refuses are in Samples/Rejected/Language.
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
}
