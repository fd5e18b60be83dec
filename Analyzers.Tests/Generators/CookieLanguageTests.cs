using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class CookieLanguageTests
{
    private const string Attributes = """
        [MsiEncap.Contracts.MsiCookieContract("acme,x")]
        [MsiEncap.Contracts.CookieField("Index", Bits = 8)]
        """;

    private static readonly string[] s_public = [Contracts.Idxd, Contracts.Packed, Contracts.Whole];

    // C# 12 brought the semicolon in place of an empty body.
    [Fact]
    public void Given_public_contracts_when_compiled_as_csharp_11_then_there_is_no_warning() =>
        Assert.All(s_public, source => GeneratorRun.AssertCompiles<CookieGenerator>(
            source.Replace("Cookie;", "Cookie { }", StringComparison.Ordinal), LanguageVersion.CSharp11));

    [Fact]
    public void Given_public_contracts_when_compiled_as_later_languages_then_there_is_no_warning() =>
        Assert.All(s_public, source => GeneratorRun.AssertCompiles<CookieGenerator>(
            source, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Latest, LanguageVersion.Preview));

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("")]
    [InlineData("unsafe")]
    public void Given_a_struct_at_the_top_when_it_says_what_it_may_then_it_compiles(string modifiers) =>
        AssertOne($"/** <summary>A cookie.</summary> */ {Attributes} {modifiers} readonly partial struct XCookie;");

    [Theory]
    [InlineData("public", "YCookie")]
    [InlineData("private", "YCookie")]
    [InlineData("protected", "YCookie")]
    [InlineData("protected internal", "YCookie")]
    [InlineData("private protected", "YCookie")]
    [InlineData("public new", "XCookie")]
    public void Given_a_nested_struct_when_it_says_what_it_may_then_it_compiles(string modifiers, string inherited) =>
        AssertOne($$"""
            internal class Base { public struct {{inherited}}; }
            internal partial class Outer : Base { {{Attributes}} {{modifiers}} readonly partial struct XCookie; }
            """);

    [Theory]
    [InlineData("System.Obsolete")]
    [InlineData("System.Obsolete(\"old\")")]
    [InlineData("System.Diagnostics.CodeAnalysis.Experimental(\"ACME1\")")]
    [InlineData("System.Diagnostics.DebuggerDisplay(\"mine\")")]
    [InlineData("System.CodeDom.Compiler.GeneratedCode(\"mine\", \"2\")")]
    public void Given_a_struct_with_another_attribute_when_generated_then_it_compiles(string attribute) =>
        AssertOne($"[{attribute}] {Attributes} internal readonly partial struct XCookie;");

    [Theory]
    [InlineData("_")]
    [InlineData("_bits")]
    [InlineData("_reference")]
    [InlineData("@__arglist")]
    public void Given_a_name_that_the_generator_or_the_language_has_a_use_for_when_generated_then_it_compiles(string name)
    {
        AssertOne($"{Attributes} [MsiEncap.Contracts.CookieReference(\"Queue\", typeof(string))] internal readonly partial struct {name};");
        AssertOne($"{Attributes} internal readonly partial struct {name};");
        AssertOne($"internal partial class {name}<@__makeref> {{ {Attributes} internal readonly partial struct XCookie; }}");
    }

    [Theory]
    [InlineData("CookieField(\"Mode\", Bits = 2, Type = typeof(Mode))")]
    [InlineData("CookieReference(\"Queue\", typeof(Queue<int>.Slot))")]
    [InlineData("CookieReference(\"Queue\", typeof(System.Collections.Generic.List<Mode[]>))")]
    public void Given_an_experimental_type_that_the_declaration_answers_for_when_generated_then_it_compiles(string part) => AssertOne($$"""
        using MsiEncap.Contracts;
        using System.Diagnostics.CodeAnalysis;
        #pragma warning disable ACME1, ACME2
        [MsiCookieContract("acme,x"), {{part}}] internal readonly partial struct XCookie;
        [MsiCookieContract("acme,y"), CookieField("Mode", Bits = 3, Type = typeof(Mode))] internal readonly partial struct YCookie;
        #pragma warning restore
        [Experimental("ACME1")] internal class Queue<T> { internal class Slot; }
        [Experimental("ACME2")] internal enum Mode { Off, On }
        """);

    [Theory]
    [InlineData("CookieField(\"Index\", Bits = 8)")]
    [InlineData("CookieField(\"Index\", Bits = 40)")]
    [InlineData("CookieField(\"Index\", Bits = 8, Type = typeof(sbyte))")]
    [InlineData("CookieField(\"_on\", Type = typeof(bool)), CookieField(\"_On\", Type = typeof(bool))")]
    [InlineData("CookieReference(\"Device\", typeof(MsiEncap.PciDevice))")]
    public void Given_an_assembly_for_all_languages_when_generated_then_a_contract_that_is_not_for_all_compiles(string part)
    {
        AssertOne($$"""
            using MsiEncap.Contracts;
            [assembly: System.CLSCompliant(true)]
            /** <summary>A cookie.</summary> */ [MsiCookieContract("acme,x"), {{part}}] public readonly partial struct XCookie;
            """);
        AssertOne($$"""
            using MsiEncap.Contracts;
            [assembly: System.CLSCompliant(true)]
            /** <summary>A cookie.</summary> */ [MsiCookieContract("acme,x"), {{part}}, System.CLSCompliant(false)] public readonly partial struct XCookie;
            """);
    }

    [Fact]
    public void Given_members_of_the_users_own_when_generated_then_both_parts_compile() =>
        AssertOne($$"""
            {{Attributes}}
            internal readonly partial struct XCookie : System.IComparable<XCookie>
            {
                private XCookie(long raw) : this((uint)raw) { }
                public static XCookie None => new(0L);
                public int CompareTo(XCookie other) => Index.CompareTo(other.Index);
                public string ToString(string format) => format + ToString();
                public bool Equals(uint index) => Index == index;
                public static bool operator ==(XCookie cookie, uint index) => cookie.Index == index;
                public static bool operator !=(XCookie cookie, uint index) => cookie.Index != index;
                public static XCookie Parse(int number) => new((long)number);
                public static bool TryCreate(out XCookie cookie) => TryCreate(1, out cookie);
                public static readonly int Count = 1;
            }
            """);

    [Theory]
    [InlineData("bool System.IEquatable<XCookie>.Equals(XCookie other) => true;")]
    [InlineData("static XCookie System.IParsable<XCookie>.Parse(string s, System.IFormatProvider? provider) => default;")]
    [InlineData("public static implicit operator XCookie(uint index) => new(index);")]
    [InlineData("public static implicit operator MsiEncap.Contracts.MsiInstanceCookie(XCookie cookie) => default;")]
    [InlineData("public static bool operator ==(XCookie cookie, object other) => true; public static bool operator !=(XCookie cookie, object other) => false;")]
    [InlineData("public static bool operator true(XCookie cookie) => true; public static bool operator false(XCookie cookie) => false;")]
    [InlineData("public bool Equals<T>(T other) => true;")]
    [InlineData("public static XCookie Parse(object s, System.IFormatProvider? provider) => default;")]
    [InlineData("public static bool TryParse<T>(T s, System.IFormatProvider? provider, out XCookie result) { result = default; return true; }")]
    [InlineData("public static bool TryCreate(byte index, out XCookie cookie) { cookie = default; return true; }")]
    [InlineData("public XCookie() { this = new(1u); }")]
    [InlineData("public new System.Type GetType() => typeof(int);")]
    [InlineData("public void Deconstruct(out uint index) => index = Index;")]
    [InlineData("public int this[int index] => index;")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Slots\")] public int this[int index] => index;")]
    [InlineData("public bool Equals(in XCookie other) => true;")]
    [InlineData("public bool Equals(ref object other) => true;")]
    [InlineData("public XCookie(in uint index) : this(index + 0) { }")]
    [InlineData("public static bool operator ==(in XCookie a, in XCookie b) => true; public static bool operator !=(in XCookie a, in XCookie b) => false;")]
    [InlineData("public static bool TryParse(string s, XCookie d) => true;")]
    [InlineData("public static bool TryParse(in string s, out XCookie d) { d = default; return true; }")]
    [InlineData("public static XCookie Parse(scoped in System.ReadOnlySpan<char> s, System.IFormatProvider? p) => default;")]
    [InlineData("public static bool TryCreate(uint index, XCookie cookie) => true;")]
    [InlineData("public static int value = 1, other = 2, obj = 3, left = 4, result = 5, reader = 6, s = 7, provider = 8, cookie = 9, index = 10;")]
    [InlineData("public class System; public class Global;")]
    public void Given_a_member_that_is_near_a_generated_one_when_generated_then_both_parts_compile(string member) =>
        AssertOne($$"""{{Attributes}} internal readonly partial struct XCookie { {{member}} }""");

    // A type may have several, and generated files come last: whoever takes the first one takes the user's.
    [Theory]
    [InlineData("[System.Diagnostics.DebuggerDisplay(\"mine\")]", "")]
    [InlineData("", "[System.Diagnostics.DebuggerDisplay(\"mine\")] partial struct XCookie;")]
    public void Given_a_debugger_display_of_the_users_own_when_generated_then_it_comes_before_the_cookies(string before, string after) => Assert.Equal(
        "mine, {ToString(),nq}",
        CookieProbe.Evaluate(
            $"{before} {Attributes} internal readonly partial struct XCookie; {after}",
            """
            string.Join(", ", System.Linq.Enumerable.Select(
                System.Reflection.CustomAttributeExtensions.GetCustomAttributes<System.Diagnostics.DebuggerDisplayAttribute>(typeof(XCookie)), display => display.Value))
            """));

    [Fact]
    public void Given_a_part_without_attributes_when_generated_then_there_is_one_cookie() =>
        AssertOne($"{Attributes} internal readonly partial struct XCookie; partial struct XCookie {{ public int Twice => (int)Index * 2; }}");

    [Fact]
    public void Given_aliased_attributes_and_constants_when_generated_then_they_are_understood() =>
        AssertOne("""
            using Contract = MsiEncap.Contracts.MsiCookieContractAttribute;
            using Field = MsiEncap.Contracts.CookieFieldAttribute;

            [Contract(Data.Sheet.Id), Field(name: nameof(Data.Sheet), Bits = Data.Sheet.Width * 2)]
            internal readonly partial struct XCookie;

            namespace Data
            {
                internal static class Sheet
                {
                    public const string Id = "acme," + nameof(Sheet);
                    public const int Width = 8;
                }
            }
            """);

    // nameof means the same with the property, and a property that is called like its type leaves the type its name.
    [Fact]
    public void Given_arguments_that_are_called_like_properties_but_stay_what_they_are_when_generated_then_it_compiles() =>
        AssertOne("""
            using MsiEncap.Contracts;

            [MsiCookieContract("acme,x")]
            [CookieField(nameof(Slot), Bits = global::Slot.Width)]
            [CookieField(nameof(Kind), Bits = (int)Kind.Width, Type = typeof(Kind))]
            internal readonly partial struct XCookie;

            internal static class Slot { public const int Width = 8; }
            internal enum Kind { None, Width = 3 }
            """);

    [Fact]
    public void Given_any_contract_when_generated_then_lines_end_in_a_line_feed()
    {
        string text = Assert.Single(GeneratorRun.Of<CookieGenerator>(Contracts.Packed.ReplaceLineEndings("\r\n")).Sources).Value;

        Assert.StartsWith("// <auto-generated/>\n#nullable enable\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Given_names_outside_ascii_when_generated_then_each_cookie_has_its_file()
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(
        [
            ("Air.cs", $"namespace Gerät {{ {Attributes} internal readonly partial struct Äther; }}"),
            ("Other.cs", $"namespace Gerät {{ {Attributes} internal readonly partial struct Öther; }}"),
        ]).AssertCompiles();

        Assert.Equal(2, run.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    // The compiler says what is wrong (CS0261); the cookies of all others must not get lost over it.
    [Fact]
    public void Given_two_cookies_of_one_name_in_types_of_two_kinds_when_generated_then_each_has_its_file()
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(
        [
            ("One.cs", $"partial class Outer {{ {Attributes} internal readonly partial struct XCookie; }}"),
            ("Other.cs", $"partial struct Outer {{ {Attributes} internal readonly partial struct XCookie; }}"),
            ("Third.cs", $"{Attributes} internal readonly partial struct YCookie;"),
        ]);

        Assert.Equal(["Outer.XCookie.0bd81cf0.2.g.cs", "Outer.XCookie.0bd81cf0.g.cs", "YCookie.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void Given_several_contracts_in_one_file_when_generated_then_they_share_a_file_named_after_the_first()
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>($$"""
            {{Attributes}} internal readonly partial struct GlobalCookie;

            namespace Acme
            {
                {{Attributes}} internal readonly partial struct FirstCookie;
                {{Attributes}} internal readonly partial struct SecondCookie;
                {{Attributes}} internal readonly struct WrongCookie;
            }

            namespace Acme.Inner
            {
                partial class Outer<T> { {{Attributes}} internal readonly partial struct ThirdCookie; }
            }
            """).AssertCompiles();

        Assert.Equal(["GlobalCookie.g.cs"], run.Sources.Keys);
    }

    private static void AssertOne(string source) =>
        Assert.Single(GeneratorRun.Of<CookieGenerator>(source).AssertCompiles().Sources);
}
