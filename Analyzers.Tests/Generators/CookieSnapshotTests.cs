using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class CookieSnapshotTests
{
    private static readonly string[] s_accessibilities =
        ["public", "internal", "protected", "protected internal", "private protected", "private"];

    [Fact]
    public void Given_one_field() => Verify(Contracts.Idxd);

    [Fact]
    public void Given_several_fields_in_the_global_namespace() => Verify(Contracts.Packed);

    [Fact]
    public void Given_a_field_of_64_bits() => Verify(Contracts.Whole);

    [Fact]
    public void Given_fields_of_every_type() => Verify(Contracts.Kinds);

    [Fact]
    public void Given_a_reference_beside_fields() => Verify(Contracts.Mixed);

    [Fact]
    public void Given_an_enum_less_accessible_than_its_cookie() => Verify("""
        using MsiEncap.Contracts;

        namespace Acme;

        /// <summary>A cookie.</summary>
        [MsiCookieContract("acme,hidden")]
        [CookieField("Slot", Bits = 8)]
        [CookieField("Mode", Bits = 2, Type = typeof(Mode))]
        public readonly partial struct HiddenCookie;

        internal enum Mode : byte { Off, On }
        """);

    [Fact]
    public void Given_a_declaration_in_several_files() => Verify(
        ("Contract.cs", """
            namespace Acme
            {
                partial class Outer<T>
                {
                    [MsiEncap.Contracts.MsiCookieContract("acme,split")]
                    [MsiEncap.Contracts.CookieField("Slot", Bits = 8)]
                    partial struct SplitCookie;
                }
            }
            """),
        ("Accessibility.cs", """
            namespace Acme
            {
                /// <summary>A container.</summary>
                /// <typeparam name="T">Anything.</typeparam>
                public abstract partial class Outer<T> where T : struct
                {
                    /// <summary>A cookie.</summary>
                    public readonly partial struct SplitCookie;
                }
            }
            """),
        ("Members.cs", """
            namespace Acme
            {
                partial class Outer<T>
                {
                    partial struct SplitCookie : System.IComparable<SplitCookie>
                    {
                        /// <inheritdoc/>
                        public int CompareTo(SplitCookie other) => Slot.CompareTo(other.Slot);
                    }
                }
            }
            """));

    [Fact]
    public void Given_a_namespace_called_like_the_type() => Verify("""
        namespace Cookie.System.Cookie
        {
            [MsiEncap.Contracts.MsiCookieContract("acme,cookie")]
            [MsiEncap.Contracts.CookieField("Slot", Bits = 8)]
            internal readonly partial struct Cookie;
        }
        """);

    [Fact]
    public void Given_names_outside_ascii() => Verify("""
        namespace Gerät.Ünïcode
        {
            internal partial class Äußeres
            {
                [MsiEncap.Contracts.MsiCookieContract("größe,gerät")]
                [MsiEncap.Contracts.CookieField("Größe", Bits = 8)]
                [MsiEncap.Contracts.CookieField("İndex", Bits = 8)]
                [MsiEncap.Contracts.CookieField("名前", Bits = 2, Type = typeof(Art))]
                internal readonly partial struct Plätzchen;

                internal enum Art { Süß, 塩 }
            }
        }
        """);

    [Fact]
    public void Given_every_accessibility() => Verify(string.Concat(
        "internal partial class Outer\n{\n",
        string.Concat(s_accessibilities.Select((accessibility, i) => $"""
                [MsiEncap.Contracts.MsiCookieContract("acme,nested{i}")]
                [MsiEncap.Contracts.CookieField("Slot", Bits = 8)]
                {accessibility} readonly partial struct Cookie{i};

            """)),
        "}\n"));

    [Fact]
    public void Given_a_cookie_nested_in_types_of_every_kind() => Verify("""
        using MsiEncap.Contracts;

        namespace Acme;

        internal static partial class Outer<T>
            where T : class
        {
            internal sealed partial record Middle<TKey, TValue>(TKey Key)
            {
                internal partial interface IInner
                {
                    internal partial record struct Slot
                    {
                        internal ref partial struct Span
                        {
                            [MsiCookieContract("acme,nested")]
                            [CookieField("Index", Bits = 8)]
                            public readonly partial struct NestedCookie;
                        }
                    }
                }
            }
        }
        """);

    [Fact]
    public void Given_names_that_are_keywords() => Verify("""
        namespace @namespace.@record
        {
            internal partial class @file<@in>
            {
                [MsiEncap.Contracts.MsiCookieContract("acme,keywords")]
                [MsiEncap.Contracts.CookieField("class", Bits = 4)]
                [MsiEncap.Contracts.CookieField("Params", Bits = 4)]
                [MsiEncap.Contracts.CookieField("value", Bits = 4)]
                [MsiEncap.Contracts.CookieField("field", Bits = 4)]
                [MsiEncap.Contracts.CookieField("_", Bits = 4)]
                internal readonly partial struct @struct;
            }
        }
        """);

    [Fact]
    public void Given_names_that_hide_the_framework() => Verify("""
        namespace Acme.System
        {
            internal static class MsiEncap;
        }

        namespace Acme.System.Collections
        {
            [global::MsiEncap.Contracts.MsiCookieContract("acme,hidden")]
            [global::MsiEncap.Contracts.CookieField("System", Bits = 4)]
            [global::MsiEncap.Contracts.CookieField("MsiEncap", Bits = 4)]
            [global::MsiEncap.Contracts.CookieField("_bits", Bits = 4)]
            internal readonly partial struct Collections;
        }
        """);

    [Fact]
    public void Given_texts_that_have_to_be_escaped() => Verify("""
        [MsiEncap.Contracts.MsiCookieContract("acme,\"<&>\\\u2028größe")]
        [MsiEncap.Contracts.CookieField("Größe", Bits = 40, Summary = "Less < or & more >,\r\n on two\u2028lines\0.")]
        internal readonly partial struct EscapedCookie;
        """);

    [Fact]
    public void Given_names_that_differ_by_case_only() => Verify(
        ("One.cs", """
            [MsiEncap.Contracts.MsiCookieContract("acme,one")]
            [MsiEncap.Contracts.CookieField("Index", Bits = 4)]
            [MsiEncap.Contracts.CookieField("index", Bits = 4)]
            internal readonly partial struct CaseCookie;
            """),
        ("Two.cs", """
            [MsiEncap.Contracts.MsiCookieContract("acme,two")]
            [MsiEncap.Contracts.CookieField("Index", Bits = 4)]
            internal readonly partial struct Casecookie;
            """),
        ("Three.cs", """
            [MsiEncap.Contracts.MsiCookieContract("acme,three")]
            [MsiEncap.Contracts.CookieField("Index", Bits = 4)]
            internal readonly partial struct OtherCookie;
            """));

    private static void Verify(
        (string Path, string Text) first,
        (string Path, string Text) second,
        (string Path, string Text) third,
        [System.Runtime.CompilerServices.CallerFilePath] string file = "",
        [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Shape.Verify([first, second, third], file, method);

    private static void Verify(
        string source,
        [System.Runtime.CompilerServices.CallerFilePath] string file = "",
        [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Shape.Verify([(GeneratorRun.DefaultPath, source)], file, method);
}
