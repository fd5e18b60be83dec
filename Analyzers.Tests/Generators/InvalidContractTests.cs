using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>What cannot become a cookie becomes nothing: the analyzers say why, and a second error would only be in the way.</summary>
public sealed class InvalidContractTests
{
    private const string Id = """[MsiCookieContract("acme,x")] """;

    private const string Field = """[CookieField("Index", Bits = 8)] """;

    [Theory]
    [InlineData(Id)]
    [InlineData(Id + """[CookieField("Index")]""")]
    [InlineData(Id + """[CookieField("Index", Bits = 0)]""")]
    [InlineData(Id + """[CookieField("Index", Bits = -1)]""")]
    [InlineData(Id + """[CookieField("Index", Bits = int.MinValue)]""")]
    [InlineData(Id + """[CookieField("Index", Bits = 65)]""")]
    [InlineData(Id + """[CookieField("Index", Bits = int.MaxValue)]""")]
    [InlineData(Id + """[CookieField("A", Bits = 60)] [CookieField("B", Bits = 5)]""")]
    [InlineData(Id + """[CookieField("Index", Bits = "8")]""")]
    [InlineData(Id + """[CookieField("Index", Bits = nowhere)]""")]
    [InlineData(Id + Field + "[CookieField(Bits = 8)]")]
    [InlineData(Id + Field + "[CookieReserved]")]
    [InlineData(Id + Field + "[CookieReserved(Bits = 0)]")]
    [InlineData(Id + Field + "[CookieReserved(Bits = 57)]")]
    [InlineData(Id + "[CookieReserved(Bits = 8)]")]
    public void Given_widths_that_make_no_cookie_when_generated_then_nothing_is_written(string attributes) =>
        AssertNothing($"{attributes} public readonly partial struct XCookie;");

    [Theory]
    [InlineData("typeof(bool)", "2")]
    [InlineData("typeof(byte)", "9")]
    [InlineData("typeof(sbyte)", "9")]
    [InlineData("typeof(short)", "17")]
    [InlineData("typeof(uint)", "33")]
    [InlineData("typeof(Small)", "9")]
    [InlineData("typeof(Small)", "1")]
    [InlineData("typeof(Negative)", "3")]
    [InlineData("typeof(Broken)", "8")]
    [InlineData("typeof(Hidden)", "8")]
    [InlineData("typeof(Open<>.Kind)", "8")]
    [InlineData("typeof(Holder.Secret)", "8")]
    [InlineData("typeof(char)", "8")]
    [InlineData("typeof(nint)", "8")]
    [InlineData("typeof(float)", "8")]
    [InlineData("typeof(System.UInt128)", "8")]
    [InlineData("typeof(string)", "8")]
    [InlineData("typeof(byte?)", "8")]
    [InlineData("typeof(byte[])", "8")]
    [InlineData("typeof(System.Enum)", "8")]
    [InlineData("typeof(Nowhere)", "8")]
    [InlineData("null", "8")]
    [InlineData("nowhere", "8")]
    [InlineData("\"byte\"", "8")]
    public void Given_a_type_that_the_field_cannot_be_of_when_generated_then_nothing_is_written(string type, string bits) => AssertNothing($$"""
        {{Id}}[CookieField("Kind", Bits = {{bits}}, Type = {{type}})] public readonly partial struct XCookie;
        public enum Small : byte { A = 2 }
        public enum Negative { A = -5 }
        public enum Broken { A = nowhere }
        file enum Hidden;
        public class Open<T> { public enum Kind; }
        public class Holder { private enum Secret; }
        """);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("nowhere")]
    [InlineData("\"1\"")]
    public void Given_a_version_that_is_none_when_generated_then_nothing_is_written(string version) =>
        AssertNothing($"""[MsiCookieContract("acme,x", Version = {version})] {Field} public readonly partial struct XCookie;""");

    // Once the property is there, the argument means the property.
    [Theory]
    [InlineData("Index.Width")]
    [InlineData("Index.Width + 1")]
    [InlineData("(int)Index.Width")]
    [InlineData("nameof(Index.Width).Length")]
    public void Given_an_argument_that_a_property_would_hide_when_generated_then_nothing_is_written(string bits) =>
        AssertNothing($$"""
            {{Id}} [CookieField("Index", Bits = {{bits}})] public readonly partial struct XCookie;
            public static class Index { public const int Width = 8; }
            """);

    [Theory]
    [InlineData("\" acme,x\"")]
    [InlineData("\"acme,x \"")]
    public void Given_a_contract_id_with_blanks_around_it_when_generated_then_nothing_is_written(string id) =>
        AssertNothing($"[MsiCookieContract({id})] {Field} public readonly partial struct XCookie;");

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("\"2nd\"")]
    [InlineData("\"two words\"")]
    [InlineData("\"@class\"")]
    [InlineData("\"In\\u200Ddex\"")]
    [InlineData("\"\\uD800\"")]
    [InlineData("\"XCookie\"")]
    [InlineData("\"ToString\"")]
    [InlineData("\"GetHashCode\"")]
    [InlineData("\"Equals\"")]
    [InlineData("\"GetType\"")]
    [InlineData("\"MemberwiseClone\"")]
    [InlineData("\"ReferenceEquals\"")]
    [InlineData("\"Finalize\"")]
    [InlineData("\"TryCreate\"")]
    [InlineData("\"Parse\"")]
    [InlineData("\"TryParse\"")]
    [InlineData("nowhere")]
    [InlineData("7")]
    public void Given_a_name_that_no_property_can_have_when_generated_then_nothing_is_written(string name) =>
        AssertNothing($"{Id}{Field}[CookieField({name}, Bits = 8)] public readonly partial struct XCookie;");

    [Theory]
    [InlineData("Index")]
    [InlineData("get_Index")]
    [InlineData("set_Index")]
    public void Given_two_fields_that_would_be_one_member_when_generated_then_nothing_is_written(string name) =>
        AssertNothing($"""{Id}{Field}[CookieField("{name}", Bits = 8)] public readonly partial struct XCookie;""");

    [Theory]
    [InlineData("public int Index => 1;")]
    [InlineData("public void Index() { }")]
    [InlineData("public void get_Index() { }")]
    [InlineData("private const int _bits = 1;")]
    [InlineData("public class Index;")]
    [InlineData("public class get_Index;")]
    [InlineData("private class _bits;")]
    [InlineData("private readonly int _mine;")]
    [InlineData("public int Mine { get; }")]
    [InlineData("public XCookie(uint other) { }")]
    [InlineData("private XCookie(MsiInstanceCookie other) { }")]
    [InlineData("public override string ToString() => string.Empty;")]
    [InlineData("public override int GetHashCode() => 0;")]
    [InlineData("public override bool Equals(object o) => false;")]
    [InlineData("public bool Equals(XCookie other) => false;")]
    [InlineData("public static bool operator ==(XCookie a, XCookie b) => false; public static bool operator !=(XCookie a, XCookie b) => true;")]
    [InlineData("public static bool TryCreate(uint index, out XCookie cookie) { cookie = default; return false; }")]
    [InlineData("public static XCookie Parse(string s, System.IFormatProvider provider) => default;")]
    [InlineData("public static bool TryParse(string s, out XCookie cookie) { cookie = default; return false; }")]
    [InlineData("public static bool TryParse(string s, ref XCookie cookie) => false;")]
    [InlineData("public static bool TryParse(string s, in XCookie cookie) => false;")]
    [InlineData("public static bool TryCreate(uint index, ref readonly XCookie cookie) => false;")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Equals\")] public int this[int index] => index;")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Parse\")] public int this[int index] => index;")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Index\")] public int this[int index] => index;")]
    [InlineData("public const int Parse = 1;")]
    [InlineData("public class TryParse;")]
    public void Given_a_member_of_the_user_with_a_name_that_is_needed_when_generated_then_nothing_is_written(string member) =>
        AssertNothing($$"""{{Id}}{{Field}} public readonly partial struct XCookie { {{member}} }""");

    // An indexer has a name, too.
    [Fact]
    public void Given_a_field_that_is_called_like_an_indexer_when_generated_then_nothing_is_written() =>
        AssertNothing($$"""{{Id}}[CookieField("Item", Bits = 8)] public readonly partial struct XCookie { public int this[int index] => index; }""");

    // The generated file makes cookies without an initializer.
    [Fact]
    public void Given_a_required_property_when_generated_then_nothing_is_written() =>
        AssertNothing($$"""{{Id}}{{Field}} public readonly partial struct XCookie { public required int Mine { get => 1; init { } } }""");

    // What tells these types apart is in no signature.
    [Theory]
    [InlineData("object", "dynamic")]
    [InlineData("List<object>", "List<dynamic>")]
    [InlineData("List<object>", "List<object?>?")]
    [InlineData("object[]", "dynamic[]")]
    [InlineData("Dictionary<string, object[]>", "Dictionary<string, dynamic[]>")]
    [InlineData("Tuple<(int, object)>", "Tuple<(int a, dynamic b)>")]
    [InlineData("List<(int, object, int, int, int, int, int, object)>", "List<(int, dynamic, int, int, int, int, int, dynamic x)>")]
    [InlineData("Outer<object>.Inner", "Outer<dynamic>.Inner")]
    [InlineData("Action<nint>", "Action<IntPtr>")]
    public void Given_a_constructor_that_takes_the_reference_spelled_otherwise_when_generated_then_nothing_is_written(string type, string spelled) =>
        AssertNothing($$"""
            using System;
            using System.Collections.Generic;
            {{Id}}[CookieReference("Owner", typeof({{type}}))] public readonly partial struct XCookie { public XCookie({{spelled}} owner) { } }
            public class Outer<T> { public class Inner; }
            """);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"acme\\n,x\"")]
    [InlineData("\"acme,\\uDC00\"")]
    [InlineData("nowhere")]
    [InlineData("")]
    public void Given_a_contract_id_that_is_none_when_generated_then_nothing_is_written(string id) =>
        AssertNothing($"[MsiCookieContract({id})] {Field} public readonly partial struct XCookie;");

    [Theory]
    [InlineData("public readonly struct XCookie { }")]
    [InlineData("public partial struct XCookie;")]
    [InlineData("public readonly ref partial struct XCookie;")]
    [InlineData("file readonly partial struct XCookie;")]
    [InlineData("public readonly partial struct XCookie<T>;")]
    [InlineData("public readonly partial record struct XCookie;")]
    [InlineData("public readonly partial struct XCookie(int x);")]
    [InlineData("public readonly partial struct XCookie; public readonly partial struct XCookie(int x);")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public readonly partial struct XCookie;")]
    [InlineData("[System.Runtime.InteropServices.StructLayout((short)2, Size = 8)] public readonly partial struct XCookie;")]
    [InlineData("public readonly partial struct XCookie : IMsiCookie<XCookie> { MsiInstanceCookie IMsiCookie<XCookie>.Pack() => default; }")]
    [InlineData("public readonly partial struct XCookie : IMsiCookie<XCookie> { static string IMsiCookie<XCookie>.ContractId => \"mine\"; }")]
    [InlineData("public readonly partial struct XCookie; [System.Runtime.CompilerServices.InlineArray(2)] partial struct XCookie;")]
    [InlineData("public sealed partial class XCookie;")]
    [InlineData("public partial interface XCookie;")]
    [InlineData("public readonly partial struct ;")]
    [InlineData("public readonly partial struct")]
    [InlineData("public readonly partial")]
    public void Given_a_declaration_that_cannot_be_completed_when_generated_then_nothing_is_written(string declaration) =>
        AssertNothing(Id + Field + declaration);

    [Theory]
    [InlineData("public class Outer")]
    [InlineData("file partial class Outer")]
    [InlineData("public partial interface IOuter<out T>")]
    [InlineData("public partial class Outer<>")]
    [InlineData("public partial class")]
    [InlineData("namespace")]
    [InlineData("public partial class Outer { class Middle")]
    public void Given_a_container_that_cannot_be_reopened_when_generated_then_nothing_is_written(string container)
    {
        string closing = string.Concat(container.Where(c => c == '{').Select(_ => " }"));
        AssertNothing($$"""{{container}} { {{Id}}{{Field}} public readonly partial struct XCookie; }{{closing}}""");
    }

    [Fact]
    public void Given_fields_on_another_part_when_generated_then_nothing_is_written() =>
        AssertNothing($"{Id}{Field} public readonly partial struct XCookie; [CookieField(\"B\", Bits = 1)] partial struct XCookie;");

    [Fact]
    public void Given_two_contract_attributes_when_generated_then_nothing_is_written() =>
        AssertNothing($"{Id}{Field} public readonly partial struct XCookie; [MsiCookieContract(\"acme,y\")] partial struct XCookie;");

    [Fact]
    public void Given_attributes_of_the_same_names_elsewhere_when_generated_then_nothing_is_written() =>
        AssertNothing("""
            [Other.MsiCookieContract("acme,x")] [Other.CookieField("A", Bits = 1)] public readonly partial struct XCookie;
            namespace Other
            {
                public sealed class MsiCookieContractAttribute(string id) : System.Attribute { public string Id => id; }
                public sealed class CookieFieldAttribute(string name) : System.Attribute
                {
                    public string Name => name;
                    public int Bits { get; set; }
                }
            }
            """);

    [Fact]
    public void Given_a_contract_cut_off_anywhere_when_generated_then_the_generator_stays_quiet() =>
        Assert.All([Contracts.Packed, Contracts.Mlx5], AssertQuietWhereverCut);

    private static void AssertQuietWhereverCut(string source)
    {
        CSharpCompilation compilation = TestCompilation.Create([]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new CookieGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        for (int length = 0; length < source.Length; length++)
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(source[..length], TestCompilation.ParseOptions);
            driver = driver.RunGenerators(compilation.AddSyntaxTrees(tree));
            GeneratorRun.AssertQuiet(driver.GetRunResult());
        }
    }

    private static void AssertNothing(string source) =>
        Assert.Empty(GeneratorRun.Of<CookieGenerator>("using MsiEncap.Contracts;\n" + source).Sources);
}
