using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI2006FixTests
{
    private const string Shipped = "MsiEncap.Contracts.Shipped.txt";
    private const string Unshipped = "MsiEncap.Contracts.Unshipped.txt";

    private const string Two = """
        using MsiEncap.Contracts;
        [MsiCookieContract([|"acme,a"|])] [CookieField("Slot", Bits = 8)] readonly partial struct A;
        [MsiCookieContract([|"acme,b"|])] [CookieField("Slot", Bits = 8)] readonly partial struct B;
        """;

    private static readonly string s_clean = Two.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
    private static readonly string s_a = LineOf("acme,a", 8);
    private static readonly string s_b = LineOf("acme,b", 8);

    private static string LineOf(string id, int bits) => Ledger.ContractLine.Of(new(id, 1, new([new(0, bits, "Slot", "unsigned")])));

    [Theory]
    [InlineData("# contracts\r\n", "\r\n")]
    [InlineData("", "\n")]
    public Task Given_contracts_that_are_not_listed_when_fixed_then_their_lines_stand_in_the_list(string before, string lineBreak) =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(Two)
            .Additional(Unshipped, before)
            .FixedBy<MSI2006AddLineFix>()
            .Titled("Add the contract to MsiEncap.Contracts.Unshipped.txt")
            .Becomes(s_clean)
            .FileBecomes(Unshipped, before + s_a + lineBreak + s_b + lineBreak)
            .RunAsync();

    [Fact]
    public Task Given_a_project_that_has_shipped_only_when_fixed_then_the_other_list_is_made() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(Two.Replace("[|\"acme,a\"|]", "\"acme,a\"", StringComparison.Ordinal))
            .Additional(Shipped, s_a)
            .FixedBy<MSI2006AddLineFix>()
            .Becomes(s_clean)
            .FileBecomes(Unshipped, s_b + "\n")
            .RunAsync();

    [Fact]
    public Task Given_lines_that_are_stale_when_fixed_then_they_are_written_anew() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(s_clean)
            .Additional(Unshipped, $"# contracts\n  [|{LineOf("acme,a", 9)}|]\n# more\n[|{LineOf("acme,b", 7)}|]")
            .FixedBy<MSI2006RewriteLineFix>()
            .Titled("Write the line anew")
            .FileBecomes(Unshipped, $"# contracts\n  {s_a}\n# more\n{s_b}")
            .RunAsync();

    [Fact]
    public Task Given_contracts_that_shipped_and_are_no_more_when_fixed_then_the_list_says_so() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>("class C;")
            .Additional(Shipped, $"[|{s_a}|]\n[|{s_b}|]\n")
            .Additional(Unshipped, "")
            .FixedBy<MSI2006AddRemovalFix>()
            .Titled("Say in MsiEncap.Contracts.Unshipped.txt that the contract is removed")
            .FileBecomes(Shipped, $"{s_a}\n{s_b}\n")
            .FileBecomes(Unshipped, $"*REMOVED*{s_a}\n*REMOVED*{s_b}\n")
            .RunAsync();

    [Fact]
    public Task Given_lines_of_what_is_no_more_when_fixed_then_they_are_removed() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>("class C;")
            .Additional(Unshipped, $"[|{s_a}|]\n# more\n[|*REMOVED*{s_b}|]\n")
            .FixedBy<MSI4003RemoveEntryFix>()
            .Titled("Remove the line")
            .FileBecomes(Unshipped, "# more\n")
            .RunAsync();

    [Fact]
    public Task Given_what_shipped_has_changed_then_no_fix_can_say_which_layout_is_right() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(Two.Replace("[|\"acme,b\"|]", "\"acme,b\"", StringComparison.Ordinal))
            .Additional(Shipped, LineOf("acme,a", 9) + "\n" + s_b)
            .FixedBy<MSI2006AddLineFix>()
            .OffersNothingAsync();
}
