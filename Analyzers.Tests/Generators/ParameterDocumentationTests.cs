using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>What the generated code says of a parameter: the summary of the contract, and a sentence after it.</summary>
public class ParameterDocumentationTests
{
    [Theory]
    [InlineData("The queue", "The queue.")]
    [InlineData("The queue ", "The queue.")]
    [InlineData("The queue.", "The queue.")]
    [InlineData("Which queue?", "Which queue?")]
    [InlineData("Not the ring!", "Not the ring!")]
    [InlineData("The queue, the ring, …", "The queue, the ring, …")]
    [InlineData("The queue (of the ring)", "The queue (of the ring).")]
    [InlineData("The queue. (Not the ring.)", "The queue. (Not the ring.)")]
    [InlineData("List<Queue>", "List&lt;Queue&gt;.")]
    public void Given_a_summary_then_it_has_ended_where_the_next_sentence_begins(string summary, string sentence)
    {
        string generated = Generate(summary);

        Assert.Contains($"<param name=\"index\">{sentence} 0 to 0xFF.</param>", generated, StringComparison.Ordinal);
        Assert.Contains($"<param name=\"queue\">{sentence} It lives at least as long as the interrupt.</param>", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_summary_that_nothing_follows_then_it_stays_as_it_was_written() =>
        Assert.Contains("<param name=\"on\">The queue</param>", Generate("The queue"), StringComparison.Ordinal);

    private static string Generate(string summary) => Assert.Single(GeneratorRun.Of<CookieGenerator>($$"""
        [MsiEncap.Contracts.MsiCookieContract("acme,x")]
        [MsiEncap.Contracts.CookieField("Index", Bits = 8, Summary = "{{summary}}")]
        [MsiEncap.Contracts.CookieField("On", Type = typeof(bool), Summary = "{{summary}}")]
        [MsiEncap.Contracts.CookieReference("Queue", typeof(object), Summary = "{{summary}}")]
        internal readonly partial struct XCookie;
        """).AssertCompiles().Sources).Value;
}
