using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Ledger;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The parser keeps where everything stands, for the rules that judge the ledger itself.</summary>
public class LedgerParserTests
{
    [Fact]
    public void Given_a_grant_when_parsed_then_fields_line_and_columns_are_known()
    {
        const string text = "# who acts\r\n\r\n  T:A.B ; R ;  why; because \r\nS:MSI1001;M:A.B.C;lab tool";
        var entries = LedgerParser.Parse(SourceText.From(text));

        Assert.Equal([LedgerEntryKind.Grant, LedgerEntryKind.SanctionedSuppression], entries.Select(entry => entry.Kind));
        Assert.Equal(["T:A.B", "R", "why; because"], Fields(entries[0]).Select(field => field.Text));
        Assert.Equal(["MSI1001", "M:A.B.C", "lab tool"], Fields(entries[1]).Select(field => field.Text));
        Assert.All(entries.SelectMany(Fields), field => Assert.Equal(field.Text, text.Substring(field.Span.Start, field.Span.Length)));
        Assert.Equal(new LinePositionSpan(new(2, 0), new(2, 28)), entries[0].Lines);
        Assert.Equal("S:MSI1001;M:A.B.C;lab tool", text.Substring(entries[1].Span.Start, entries[1].Span.Length));
    }

    [Theory]
    [InlineData("T:A;R;")]
    [InlineData("T:A;R")]
    [InlineData("T:A")]
    [InlineData("T:")]
    [InlineData("T:;R;why")]
    [InlineData("S:;M:A.B;why")]
    [InlineData(";;;;")]
    [InlineData("A;R;why")]
    public void Given_a_line_that_says_nothing_when_parsed_then_it_is_kept_as_malformed(string line)
    {
        LedgerEntry entry = Assert.Single(LedgerParser.Parse(SourceText.From("\n" + line + "\n")));
        Assert.Equal(LedgerEntryKind.Malformed, entry.Kind);
        Assert.Equal(1, entry.Lines.Start.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n\r \t\n")]
    [InlineData("# T:A;R;why\n  # more")]
    [InlineData("\uFEFF")]
    public void Given_nothing_but_blanks_and_comments_when_parsed_then_there_is_no_entry(string text) =>
        Assert.Empty(LedgerParser.Parse(SourceText.From(text)));

    private static LedgerField[] Fields(LedgerEntry entry) => [entry.Subject, entry.Object, entry.Reason];
}
