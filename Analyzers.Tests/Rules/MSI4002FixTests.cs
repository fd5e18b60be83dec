using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4002FixTests
{
    private static AnalyzerCheck Verify(string markup) => Check.Analyzer<MSI4002UnlistedSuppressionAnalyzer>(markup);

    [Fact]
    public Task Given_pragmas_when_removed_then_their_restores_go_with_them_and_other_ids_stay() => Verify("""
        #pragma warning disable [|MSI1001|]
        class A
        {
        #pragma warning disable CS0168, [|MSI1001|], [|MSI1002|], CA1822 // lab
            void M() { }
        #pragma warning restore MSI1002, CS0168
        #pragma warning restore MSI1001
        }
        #pragma warning disable [|MSI1001|], [|MSI4001|]
        """).FixedBy<MSI4002RemoveSuppressionFix>().Titled("Remove the suppression").Becomes("""
        class A
        {
        #pragma warning disable CS0168, CA1822 // lab
            void M() { }
        #pragma warning restore CS0168
        }

        """).RunAsync();

    [Fact]
    public Task Given_attributes_when_removed_then_what_stands_beside_them_stays() => Verify("""
        using System; using System.Diagnostics.CodeAnalysis;
        [assembly: [|SuppressMessage("a", "MSI1001")|]]
        // Of the class.
        [[|SuppressMessage("a", "MSI1001")|]]
        [[|SuppressMessage("a", "MSI1002",
            Justification = "lab")|], Obsolete, [|SuppressMessage("b", "MSI1001")|], CLSCompliant(false), [|UnconditionalSuppressMessage("a", "MSI1001")|]]
        class A
        {
            [[|SuppressMessage("a", "MSI1001")|]] int field; // stays
            void M([[|SuppressMessage("a", "MSI1001")|]] int depth) { }
        }
        """).FixedBy<MSI4002RemoveSuppressionFix>().Becomes("""
        using System; using System.Diagnostics.CodeAnalysis;
        // Of the class.
        [Obsolete, CLSCompliant(false)]
        class A
        {
            int field; // stays
            void M(int depth) { }
        }
        """).RunAsync();

    [Fact]
    public Task Given_a_pragma_without_ids_then_no_fix_is_offered_since_it_is_for_other_rules_too() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>("{|MSI4002:#pragma warning disable|}\nclass A { Acme.Irq.[|MsiDomain|]? a; }")
        .Reference(IrqLibrary.Reference)
        .FixedBy<MSI4002RemoveSuppressionFix>()
        .OffersNothingAsync();

    [Fact]
    public Task Given_suppressions_when_sanctioned_then_the_lines_stand_in_the_ledger_and_nothing_is_reported() => Verify("""
        using System.Diagnostics.CodeAnalysis;
        [[|SuppressMessage("a", "MSI1001", Justification = "lab; board A")|]] class A { }
        class B
        {
            void M()
            {
        #pragma warning disable [|MSI1001|]
            }
        }
        """).Ledger("# who acts").FixedBy<MSI4002AddLedgerEntryFix>().Titled("Sanction the suppression in MsiEncap.Roles.txt").Becomes("""
        using System.Diagnostics.CodeAnalysis;
        [SuppressMessage("a", "MSI1001", Justification = "lab; board A")] class A { }
        class B
        {
            void M()
            {
        #pragma warning disable MSI1001
            }
        }
        """).FileBecomes("MsiEncap.Roles.txt", "# who acts\nS:MSI1001;T:A;lab; board A\nS:MSI1001;M:B.M;(say here why this is suppressed)\n").RunAsync();

    [Fact]
    public Task Given_a_suppression_that_no_line_can_sanction_then_none_is_offered() =>
        Verify("#pragma warning disable [|MSI4001|]\nclass A { }").FixedBy<MSI4002AddLedgerEntryFix>().OffersNothingAsync();
}
