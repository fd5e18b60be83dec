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

    private static CodeFixCheck Unlisted(string one, string two) => Check
        .Analyzer<MSI2006DriftingLayoutAnalyzer>(Two.Replace("acme,a", one, StringComparison.Ordinal).Replace("acme,b", two, StringComparison.Ordinal))
        .Additional(Shipped, "")
        .FixedBy<MSI2006AddLineFix>()
        .Becomes(s_clean.Replace("acme,a", one, StringComparison.Ordinal).Replace("acme,b", two, StringComparison.Ordinal));

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
    public Task Given_target_frameworks_with_contracts_of_their_own_when_fixed_then_the_list_that_is_made_has_those_of_both() =>
        Unlisted("acme,common", "acme,a")
            .FileBecomes(Unshipped, LineOf("acme,common", 8) + "\n" + s_a + "\n")
            .Beside(Unlisted("acme,common", "acme,b").FileBecomes(Unshipped, LineOf("acme,common", 8) + "\n" + s_a + "\n" + s_b + "\n"))
            .RunAsync();

    [Fact]
    public Task Given_projects_in_folders_of_their_own_when_fixed_then_each_gets_a_list_with_its_contracts() =>
        Unlisted("acme,common", "acme,a")
            .FileBecomes(Unshipped, LineOf("acme,common", 8) + "\n" + s_a + "\n")
            .Beside(Unlisted("acme,common", "acme,b").FileBecomes(Path.Combine("Other", Unshipped), LineOf("acme,common", 8) + "\n" + s_b + "\n"), "Other")
            .RunAsync();

    [Fact]
    public Task Given_target_frameworks_that_want_one_line_in_two_ways_when_fixed_then_it_is_written_once()
    {
        string stale = $"[|{LineOf("acme,a", 9)}|]\n[|{LineOf("acme,b", 7)}|]\n";
        return Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(s_clean).Additional(Unshipped, stale)
            .FixedBy<MSI2006RewriteLineFix>()
            .FileBecomes(Unshipped, $"{s_a}\n{s_b}\n")
            .Beside(Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(s_clean.Replace("= 8)] readonly partial struct B", "= 10)] readonly partial struct B", StringComparison.Ordinal))
                .Additional(Unshipped, stale)
                .FixedBy<MSI2006RewriteLineFix>()
                .FileBecomes(Unshipped, $"{s_a}\n{s_b}\n"))
            .RunAsync();
    }

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
    public Task Given_removals_of_other_layouts_than_have_shipped_when_fixed_then_they_are_written_as_shipped() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>("class C;")
            .Additional(Shipped, $"{s_a}\n{s_b}\n")
            .Additional(Unshipped, $"# gone\n  [|*REMOVED*{LineOf("acme,a", 9)}|]\n[|*REMOVED*{LineOf("acme,b", 7)}|]")
            .FixedBy<MSI2006RewriteLineFix>()
            .Titled("Write the line anew")
            .FileBecomes(Unshipped, $"# gone\n  *REMOVED*{s_a}\n*REMOVED*{s_b}")
            .RunAsync();

    [Fact]
    public Task Given_what_shipped_has_changed_then_no_fix_can_say_which_layout_is_right() =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(Two.Replace("[|\"acme,b\"|]", "\"acme,b\"", StringComparison.Ordinal))
            .Additional(Shipped, LineOf("acme,a", 9) + "\n" + s_b)
            .FixedBy<MSI2006AddLineFix>()
            .OffersNothingAsync();
}
