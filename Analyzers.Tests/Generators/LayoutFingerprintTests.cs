using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class LayoutFingerprintTests
{
    private const string Base = """[CookieField("A", Bits = 8)] [CookieField("B", Bits = 8)]""";

    private const string Types = """
        #pragma warning disable CS1591
        public class Queue;
        public static class Pool { public class Queue; public class @class; public enum Kind : byte { Zwei = 2, Two = 2, One = 1 } }
        public enum Sign { Minus = -1, Plus = 1 }
        public static class Pool<T> { public static class Slab<TKey, TValue> { public class Owner; } }
        namespace Gerät { public class Queue; }
        """;

    // FNV-1a again, from its definition: what is out in the field depends on it.
    [Fact]
    public void Given_a_layout_when_hashed_then_the_fingerprint_is_that_of_its_canonical_text() =>
        Assert.Equal(Hash("contract acme,größe\nfield 0 8 A\nfield 8 8 B\n"), Of("acme,größe", Base));

    [Theory]
    [InlineData("Bits = 4", "field 0 4 A")]
    [InlineData("Bits = 4, Type = typeof(byte)", "field 0 4 A")]
    [InlineData("Bits = 4, Type = typeof(ulong)", "field 0 4 A")]
    [InlineData("Bits = 4, Type = typeof(sbyte)", "field 0 4 A signed")]
    [InlineData("Bits = 4, Type = typeof(long)", "field 0 4 A signed")]
    [InlineData("Bits = 1, Type = typeof(bool)", "field 0 1 A bool")]
    [InlineData("Bits = 4, Type = typeof(Pool.Kind)", "field 0 4 A enum Pool+Kind One=1 Two=2 Zwei=2")]
    [InlineData("Bits = 4, Type = typeof(Sign)", "field 0 4 A enum Sign Plus=1 Minus=-1")]
    public void Given_a_field_when_hashed_then_its_line_says_what_the_bits_mean(string arguments, string line) =>
        Assert.Equal(Hash($"contract acme,x\n{line}\n"), Of("acme,x", $"[CookieField(\"A\", {arguments})]"));

    [Fact]
    public void Given_a_gap_when_hashed_then_it_is_where_no_field_is() =>
        Assert.Equal(
            Hash("contract acme,x\nfield 3 8 A\n"),
            Of("acme,x", """[CookieReserved(Bits = 3, Summary = "Text.")] [CookieField("A", Bits = 8)] [CookieReserved(Bits = 1)]"""));

    [Fact]
    public void Given_a_version_when_hashed_then_it_has_a_line_after_the_first() =>
        Assert.Equal(
            (Hash("contract acme,x\nfield 0 8 A\n"), Hash("contract acme,x\nversion 2\nfield 0 8 A\n")),
            (Of("acme,x\", Version = 1)] [System.Diagnostics.DebuggerDisplay(\"", """[CookieField("A", Bits = 8)]"""),
                Of("acme,x\", Version = 2)] [System.Diagnostics.DebuggerDisplay(\"", """[CookieField("A", Bits = 8)]""")));

    [Fact]
    public void Given_a_reference_beside_fields_when_hashed_then_it_comes_last() =>
        Assert.Equal(
            Hash("contract acme,x\nfield 0 8 A\nfield 8 8 B\nreference Queue Q\n"),
            Of("acme,x", """[CookieField("A", Bits = 8)] [CookieReference("Q", typeof(Queue))] [CookieField("B", Bits = 8)]"""));

    [Theory]
    [InlineData("Queue", "Queue")]
    [InlineData("Gerät.Queue", "Gerät.Queue")]
    [InlineData("Pool.@class", "Pool+class")]
    [InlineData("string", "System.String")]
    [InlineData("object[][,]", "System.Object[,][]")]
    [InlineData("System.Collections.Generic.List<Queue>", "System.Collections.Generic.List`1[Queue]")]
    [InlineData("System.Func<int?, (int A, nint)>", "System.Func`2[System.Nullable`1[System.Int32],System.ValueTuple`2[System.Int32,System.IntPtr]]")]
    [InlineData("Pool<int>.Slab<string, byte[]>.Owner", "Pool`1+Slab`2+Owner[System.Int32,System.String,System.Byte[]]")]
    public void Given_a_reference_when_hashed_then_its_type_is_named_as_reflection_does(string type, string name) =>
        Assert.Equal(Hash($"contract acme,x\nreference {name} Queue\n"), Of("acme,x", Reference("Queue", type)));

    [Theory]
    [InlineData("acme,other", "Queue", "Queue")]
    [InlineData("acme,x", "Other", "Queue")]
    [InlineData("acme,x", "Queue", "Gerät.Queue")]
    [InlineData("acme,x", "Queue", "Pool.Queue")]
    [InlineData("acme,x", "Queue", "Queue[]")]
    [InlineData("acme,x", "Queue", "System.Collections.Generic.List<Queue>")]
    public void Given_another_reference_when_hashed_then_the_fingerprint_differs(string contractId, string name, string type) =>
        Assert.NotEqual(Of("acme,x", Reference("Queue", "Queue")), Of(contractId, Reference(name, type)));

    [Fact]
    public void Given_a_value_and_a_reference_of_one_name_when_hashed_then_the_fingerprints_differ() =>
        Assert.NotEqual(Of("acme,x", """[CookieField("Queue", Bits = 64)]"""), Of("acme,x", Reference("Queue", "Queue")));

    [Theory]
    [InlineData("Queue", "@Queue")]
    [InlineData("Queue", "global::Queue")]
    [InlineData("System.Collections.Generic.List<string>", "System.Collections.Generic.List<string?>")]
    [InlineData("(int, int)[]", "(int Low, int High)[]")]
    public void Given_one_type_in_other_words_when_hashed_then_the_fingerprint_is_the_same(string type, string words) =>
        Assert.Equal(
            Of("acme,x", Reference("Queue", type)),
            Of("acme,x", $"""[CookieReference("Queue", typeof({words}), Summary = "Text.")]""", "OtherCookie"));

    [Fact]
    public void Given_one_type_of_two_assemblies_when_hashed_then_the_fingerprint_is_the_same()
    {
        const string Type = "namespace Acme { public class Queue; }";
        const string Contract = """
            [MsiEncap.Contracts.MsiCookieContract("acme,x")]
            [MsiEncap.Contracts.CookieReference("Queue", typeof(Acme.Queue))]
            internal readonly partial struct XCookie;
            """;
        CSharpCompilation referencing = TestCompilation.Create(
            [(GeneratorRun.DefaultPath, Contract)], [.. TestCompilation.Default, Library.Compile("Queues", Type)]);

        Assert.Equal(
            Assert.Single(GeneratorRun.Of<CookieGenerator>(Contract + Type).Sources),
            Assert.Single(GeneratorRun.Of<CookieGenerator>(referencing, TestCompilation.ParseOptions).AssertCompiles().Sources));
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

    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 1099511628211;
        }

        return hash;
    }

    private static string Reference(string name, string type) => $"""[CookieReference("{name}", typeof({type}))]""";

    private static string Everything()
    {
        string source = Source("acme,index", """[CookieField("IMSIndex", Bits = 12)] [CookieField("I", Bits = 1)]""", "IndexCookie");
        string reference = Source("acme,index", """[CookieReference("IMSIndex", typeof(System.IO.FileInfo[,]))]""", "InfoCookie");
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>([("Index.cs", source), ("Info.cs", reference)]);
        object? text = CookieProbe.Evaluate(source, """(Fingerprint<IndexCookie>(), new IndexCookie(10, 1).ToString())""");
        object? info = CookieProbe.Evaluate(
            reference, """(Fingerprint<InfoCookie>(), new InfoCookie(new System.IO.FileInfo[1, 1]).ToString())""");
        return $"{string.Concat(run.Sources.Values)}{text}{info}";
    }

    private static ulong Of(string contractId, string fields, string name = "XCookie") =>
        (ulong)CookieProbe.Evaluate(Source(contractId, fields, name), $"Fingerprint<{name}>()")!;

    private static string Source(string contractId, string fields, string name) => $$"""
        using MsiEncap.Contracts;

        /// <summary>A cookie.</summary>
        [MsiCookieContract("{{contractId}}")] {{fields}}
        public readonly partial struct {{name}};
        {{Types}}
        """;
}
