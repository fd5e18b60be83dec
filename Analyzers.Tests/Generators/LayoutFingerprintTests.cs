using System.Globalization;
using System.Text;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class LayoutFingerprintTests
{
    private const string Base = """[CookieField("A", Bits = 8)] [CookieField("B", Bits = 8)]""";

    // FNV-1a again, from its definition: what is out in the field depends on it.
    [Fact]
    public void Given_a_layout_when_hashed_then_the_fingerprint_is_that_of_its_canonical_text()
    {
        ulong expected = 14695981039346656037;
        foreach (byte octet in Encoding.UTF8.GetBytes("contract acme,größe\nfield 0 8 A\nfield 8 8 B\n"))
        {
            expected = (expected ^ octet) * 1099511628211;
        }

        Assert.Equal(expected, Of("acme,größe", Base));
    }

    [Theory]
    [InlineData("acme,other", Base)]
    [InlineData("acme,x", """[CookieField("A", Bits = 8)] [CookieField("C", Bits = 8)]""")]
    [InlineData("acme,x", """[CookieField("A", Bits = 8)] [CookieField("B", Bits = 9)]""")]
    [InlineData("acme,x", """[CookieField("B", Bits = 8)] [CookieField("A", Bits = 8)]""")]
    [InlineData("acme,x", """[CookieField("A", Bits = 8)]""")]
    [InlineData("acme,x", Base + """[CookieField("C", Bits = 1)]""")]
    public void Given_another_layout_when_hashed_then_the_fingerprint_differs(string contractId, string fields) =>
        Assert.NotEqual(Of("acme,x", Base), Of(contractId, fields));

    [Fact]
    public void Given_other_summaries_and_another_struct_when_hashed_then_the_fingerprint_is_the_same() =>
        Assert.Equal(
            Of("acme,x", Base),
            Of("acme,x", """[CookieField("A", Bits = 8, Summary = "Text.")] [CookieField("B", Bits = 8)]""", "OtherCookie"));

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void Given_another_culture_when_generated_then_every_byte_is_the_same(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        object? invariant = Everything();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(invariant, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Everything()
    {
        string source = Source("acme,index", """[CookieField("IMSIndex", Bits = 12)] [CookieField("I", Bits = 1)]""", "IndexCookie");
        TestKit.GeneratorRun run = TestKit.GeneratorRun.Of<MsiEncap.Generators.CookieGenerator>(source);
        object? text = CookieProbe.Evaluate(source, """(Fingerprint<IndexCookie>(), new IndexCookie(10, 1).ToString())""");
        return $"{string.Concat(run.Sources.Values)}{text}";
    }

    private static ulong Of(string contractId, string fields, string name = "XCookie") =>
        (ulong)CookieProbe.Evaluate(Source(contractId, fields, name), $"Fingerprint<{name}>()")!;

    private static string Source(string contractId, string fields, string name) => $$"""
        using MsiEncap.Contracts;

        /// <summary>A cookie.</summary>
        [MsiCookieContract("{{contractId}}")] {{fields}}
        public readonly partial struct {{name}};
        """;
}
