using System.Text;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4001AddLedgerEntryTests
{
    private const string Ledger = "MsiEncap.Roles.txt";

    private const string Two = """
        using MsiEncap.Encapsulation;
        [[|ActsAs(typeof(IrqDomainImplementer), Justification = "programs A")|]] class A { }
        [[|ActsAs(typeof(IrqDomainImplementer))|]] class B { }
        """;

    private const string LineA = "T:A;MsiEncap.Encapsulation.IrqDomainImplementer;programs A";
    private const string LineB = "T:B;MsiEncap.Encapsulation.IrqDomainImplementer;(say here why it needs the role)";

    private static readonly string s_clean = Two.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static CodeFixCheck Fix(string? ledger, Encoding? encoding = null)
    {
        AnalyzerCheck check = Check.Analyzer<MSI4001UnlistedGrantAnalyzer>(Two);
        return (ledger is null ? check : check.Additional(Ledger, ledger, encoding)).FixedBy<MSI4001AddLedgerEntryFix>().Becomes(s_clean);
    }

    [Theory]
    [InlineData("", LineA + "\n" + LineB + "\n")]
    [InlineData("# who acts\n", "# who acts\n" + LineA + "\n" + LineB + "\n")]
    [InlineData("# who acts", "# who acts\n" + LineA + "\n" + LineB + "\n")]
    [InlineData("# who acts\r\n\r\n", "# who acts\r\n\r\n" + LineA + "\r\n" + LineB + "\r\n")]
    [InlineData("# who acts\r\n# last", "# who acts\r\n# last\r\n" + LineA + "\r\n" + LineB + "\r\n")]
    public Task Given_a_ledger_when_fixed_then_the_lines_stand_at_its_end(string before, string after) =>
        Fix(before).FileBecomes(Ledger, after).Titled("Add the grant to MsiEncap.Roles.txt").RunAsync();

    [Fact]
    public Task Given_a_ledger_with_a_byte_order_mark_when_fixed_then_it_keeps_it() =>
        Fix("# who acts\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
            .FileBecomes(Ledger, "# who acts\n" + LineA + "\n" + LineB + "\n")
            .RunAsync();

    [Fact]
    public Task Given_no_ledger_when_fixed_then_there_is_one() =>
        Fix(null).FileBecomes(Ledger, LineA + "\n" + LineB + "\n").RunAsync();

    [Fact]
    public Task Given_a_role_that_includes_another_when_fixed_then_both_lines_are_added() =>
        Check.Analyzer<MSI4001UnlistedGrantAnalyzer>("""
            [{|MSI4001:{|MSI4001:MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabOwner), Justification = "owns; slabs")|}|}] class A { }
            """)
            .Reference(IrqLibrary.Reference)
            .Ledger("# who acts")
            .FixedBy<MSI4001AddLedgerEntryFix>()
            .Becomes("""
            [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabOwner), Justification = "owns; slabs")] class A { }
            """)
            .FileBecomes(Ledger, "# who acts\nT:A;Acme.Irq.SlabImplementer;owns; slabs\nT:A;Acme.Irq.SlabOwner;owns; slabs\n")
            .RunAsync();

    [Fact]
    public Task Given_a_file_type_then_nothing_is_offered() =>
        Check.Analyzer<MSI4001UnlistedGrantAnalyzer>("""
            [[|MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))|]] file class A { }
            """).FixedBy<MSI4001AddLedgerEntryFix>().OffersNothingAsync();
}
