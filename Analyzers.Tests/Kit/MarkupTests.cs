using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.TestKit.Markup;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Kit;

public class MarkupTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("int[] a = [1, 2];", "int[] a = [1, 2];")]
    [InlineData("bool b = c | d || e;", "bool b = c | d || e;")]
    [InlineData("[|a|] b", "a b", "X 0..1")]
    [InlineData("a[||]b", "ab", "X 1..1")]
    [InlineData("{|MSI1001:a|} {|CS0246:b|}", "a b", "MSI1001 0..1", "CS0246 2..3")]
    [InlineData("[|a {|Y:b|}|]", "a b", "X 0..3", "Y 2..3")]
    [InlineData("{|A:{|B:a|}|}", "a", "A 0..1", "B 0..1")]
    [InlineData("{|A:{|A:a|}|}", "a", "A 0..1", "A 0..1")]
    [InlineData("x[[|0|]]", "x[0]", "X 2..3")]
    [InlineData("[|a\r\nb|]", "a\r\nb", "X 0..4")]
    public void Given_marks_when_parsed_then_text_and_spans_are_apart(string markup, string text, params string[] spans)
    {
        MarkupText Parsed() => MarkupText.Parse(markup, "X");
        Assert.Equal(text, Parsed().Text);
        Assert.Equal(spans, Parsed().Spans.Select(span => $"{span.Id} {span.Span.Start}..{span.Span.End}"));
    }

    [Fact]
    public void Given_marks_one_after_the_other_when_parsed_then_their_places_do_not_shift()
    {
        MarkupText parsed = MarkupText.Parse("[|ab|][|c|]", "X");
        Assert.Equal([new TextSpan(0, 2), new TextSpan(2, 1)], parsed.Spans.Select(span => span.Span));
    }

    [Theory]
    [InlineData("[|a")]
    [InlineData("a|]")]
    [InlineData("[|a|}")]
    [InlineData("{|X:a|]")]
    [InlineData("{|a|}")]
    [InlineData("{|:a|}")]
    [InlineData("[|a {|X:b|] c|}")]
    public void Given_marks_that_do_not_match_when_parsed_then_that_is_an_error(string markup) =>
        Assert.Throws<FormatException>(() => MarkupText.Parse(markup, "X"));
}
