using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Raw cookies at usage sites.</summary>
public class MSI2002Tests
{
    private const string Usings = """
        using System; using System.Reflection; using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Collections.Generic;
        using MsiEncap; using MsiEncap.Contracts; using MsiEncap.Domains; using MsiEncap.Encapsulation;

        """;

    private const string Contract = """
        [MsiCookieContract("acme,x")] [CookieField("Index", Bits = 8)] public readonly partial struct XCookie;

        """;

    private const string Forged = "/obj/MsiEncap.Generators/MsiEncap.Generators.CookieGenerator/XCookie.g.cs";

    private static AnalyzerCheck Verify(string markup) => Check.Analyzer<MSI2002CookieUseAnalyzer>(Usings + markup);

    private static AnalyzerCheck VerifyStatement(string statement) => Verify(Contract + $$"""
        unsafe class Queue
        {
            void M<T>(MsiInstanceCookie cookie, T typed, XCookie x, ulong bits, object o, MsiInstanceCookie[] all) where T : struct, IMsiCookie<T>
            {
                {{statement}}
            }
        }
        """).WithCookies();

    [Theory]
    [InlineData("_ = [|MsiInstanceCookie.FromValue(1)|];")]
    [InlineData("_ = [|MsiInstanceCookie.FromReference(o)|];")]
    [InlineData("cookie = [|new MsiInstanceCookie()|];")]
    [InlineData("cookie = [|default(MsiInstanceCookie)|];")]
    [InlineData("cookie = [|default|];")]
    [InlineData("cookie = [|(MsiInstanceCookie)o|];")]
    [InlineData("_ = [|o as MsiInstanceCookie?|];")]
    [InlineData("_ = o is [|MsiInstanceCookie made|];")]
    [InlineData("dynamic d = o; cookie = [|d.Cookie|];")]
    [InlineData("all[0] = [|typed.Pack()|];")]
    [InlineData("_ = [|((IMsiCookie<XCookie>)x).Pack()|];")]
    [InlineData("Func<ulong, MsiInstanceCookie> make = [|MsiInstanceCookie.FromValue|];")]
    [InlineData("Func<MsiInstanceCookie> make = [|typed.Pack|];")]
    [InlineData("_ = [|Unsafe.As<ulong, MsiInstanceCookie>(ref bits)|];")]
    [InlineData("_ = [|Activator.CreateInstance<MsiInstanceCookie>()|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetMethod(\"FromValue\")|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetTypeInfo().GetDeclaredMethod(\"FromValue\")|];")]
    [InlineData("_ = [|Delegate.CreateDelegate(typeof(Func<ulong, MsiInstanceCookie>), typeof(MsiInstanceCookie), \"FromValue\")|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetMethods()|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetRuntimeMethods()|];")]
    [InlineData("_ = [|RuntimeReflectionExtensions.GetRuntimeProperties(cookie.GetType())|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetTypeInfo().DeclaredMethods|];")]
    [InlineData("TypeInfo info = typeof(MsiInstanceCookie).GetTypeInfo(); _ = [|info.DeclaredConstructors|]; _ = [|info.GetMethods()|];")]
    [InlineData("o = [|Activator.CreateInstance(typeof(MsiInstanceCookie))|]!;")]
    [InlineData("_ = (MsiInstanceCookie)[|Activator.CreateInstance(typeof(MsiInstanceCookie))|]!;")]
    [InlineData("_ = (MsiInstanceCookie)[|Activator.CreateInstance(typeof(MsiInstanceCookie), 1ul, null)|]!;")]
    [InlineData("_ = ([|MsiInstanceCookie.FromValue(1)|]).Value;")]
    [InlineData("_ = T.Unpack([|MsiInstanceCookie.FromValue(1)|]);")]
    [InlineData("_ = cookie == [|MsiInstanceCookie.FromValue(1)|];")]
    public Task Given_a_usage_site_when_it_makes_a_raw_cookie_then_it_is_reported_once(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("_ = [|cookie.Value|];")]
    [InlineData("_ = [|all[0].Reference|];")]
    [InlineData("_ = cookie is { [|Value|]: 3 };")]
    [InlineData("_ = [|cookie.ToString()|];")]
    [InlineData("_ = [|cookie.Equals(all[0])|];")]
    [InlineData("_ = [|cookie != all[0]|];")]
    [InlineData("_ = [|T.Unpack(cookie)|];")]
    [InlineData("Func<MsiInstanceCookie, T> read = [|T.Unpack|];")]
    [InlineData("_ = [|Unsafe.As<MsiInstanceCookie, ulong>(ref cookie)|];")]
    [InlineData("_ = [|Unsafe.BitCast<MsiInstanceCookie, UInt128>(cookie)|];")]
    [InlineData("[|Unsafe.Copy(&bits, ref cookie)|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetProperty(\"Value\")|];")]
    [InlineData("_ = [|typeof(MsiInstanceCookie).GetRuntimeProperty(\"Value\")|];")]
    [InlineData("_ = $\"cookie [|{cookie}|]\";")]
    [InlineData("dynamic d = [|cookie|]; _ = d.Value;")]
    public Task Given_a_usage_site_when_it_reads_a_raw_cookie_then_it_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("all[0] = cookie; cookie = all[0]; var kept = cookie; List<MsiInstanceCookie> list = [cookie]; o = cookie;")]
    [InlineData("MsiInstanceCookie? may = cookie; cookie = (MsiInstanceCookie)may; _ = may is { } kept; _ = cookie is MsiInstanceCookie same; _ = o is MsiInstanceCookie;")]
    [InlineData("_ = Unsafe.SizeOf<MsiInstanceCookie>(); _ = Unsafe.AreSame(ref cookie, ref all[0]); dynamic d = x; _ = $\"{x} {d.Index}\"; _ = typeof(XCookie).GetRuntimeProperty(\"Index\");")]
    [InlineData("_ = typeof(MsiInstanceCookie).GetTypeInfo().DeclaredNestedTypes; _ = typeof(MsiInstanceCookie).GetTypeInfo().Assembly.DefinedTypes;")]
    [InlineData("_ = typeof(XCookie).GetRuntimeMethods(); _ = typeof(XCookie).GetTypeInfo().DeclaredProperties; _ = Activator.CreateInstance(typeof(XCookie)); _ = o.GetType().GetRuntimeMethods();")]
    [InlineData("_ = typeof(List<MsiInstanceCookie>).GetRuntimeMethods(); _ = Activator.CreateInstance(typeof(List<MsiInstanceCookie>)); _ = cookie.GetType().GetTypeInfo().Name;")]
    [InlineData("_ = typeof(MsiInstanceCookie); _ = nameof(MsiInstanceCookie.Value); _ = x.Index; x = new XCookie(1); _ = x == default; _ = typed;")]
    [InlineData("_ = x.ToString() + x.GetHashCode() + XCookie.Parse(\"XCookie { Index = 0x1 }\").Index; _ = T.ContractId + T.LayoutFingerprint;")]
    public Task Given_a_usage_site_when_it_passes_a_cookie_on_or_has_a_typed_one_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Fact]
    public Task Given_a_cookie_written_by_hand_then_what_it_packs_and_unpacks_is_reported() => Verify("""
        readonly struct Mine(ulong bits) : IMsiCookie<Mine>
        {
            public static string ContractId => "acme,mine";
            public static ulong LayoutFingerprint => 1;
            public static Mine Unpack(MsiInstanceCookie cookie) => new([|cookie.Value|]);
            public MsiInstanceCookie Pack() => [|MsiInstanceCookie.FromValue(bits)|];
        }
        """).RunAsync();

    [Theory]
    [InlineData("class A { [UnsafeAccessor(UnsafeAccessorKind.Constructor)] static extern MsiInstanceCookie [|Make|](ulong value, object? reference); }")]
    [InlineData("class A { static readonly MsiInstanceCookie s_none = [|default|]; }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct A { [FieldOffset(0)] MsiInstanceCookie cookie; [FieldOffset(0)] ulong [|bits|]; }")]
    public Task Given_a_declaration_that_makes_or_reads_one_then_it_is_reported(string declaration) => Verify(declaration).RunAsync();

    [Fact]
    public Task Given_an_implementer_then_it_may_do_both_and_what_is_outside_of_it_may_not() => Verify("""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "packs")]
        class Slots
        {
            ulong M(MsiInstanceCookie cookie) => MsiInstanceCookie.FromValue(1).Value + cookie.Value;
            dynamic N(MsiInstanceCookie cookie, object o) => o is MsiInstanceCookie other ? Unsafe.BitCast<MsiInstanceCookie, UInt128>(other) : $"{cookie}" + cookie;
            class Inner { ulong M(MsiInstanceCookie cookie) => cookie.Value; }
        }
        class Heir : Slots { ulong M(MsiInstanceCookie cookie) => [|cookie.Value|]; }
        """).Ledger("T:Slots;MsiEncap.Encapsulation.IrqDomainImplementer;packs").RunAsync();

    [Fact]
    public Task Given_a_grant_that_the_ledger_does_not_list_then_it_gives_nothing() => Verify("""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "packs")]
        class Slots { ulong M(MsiInstanceCookie cookie) => [|cookie.Value|]; }
        """).RunAsync();

    [Fact]
    public Task Given_the_cookies_that_the_generator_writes_then_nothing_in_them_is_reported() =>
        Check.Analyzer<MSI2002CookieUseAnalyzer>(Generators.Contracts.Kinds)
            .File("Packed.cs", Generators.Contracts.Packed)
            .File("Whole.cs", Generators.Contracts.Whole)
            .File("Mlx5.cs", Generators.Contracts.Mlx5)
            .File("Nested.cs", "partial class Outer<T> { partial struct Inner { " + "[MsiEncap.Contracts.MsiCookieContract(\"acme,n\"), MsiEncap.Contracts.CookieField(\"Index\", Bits = 8)] public readonly partial struct NCookie; } }")
            .WithCookies().RunAsync();

    [Fact]
    public Task Given_several_cookies_in_one_file_then_nothing_in_them_is_reported() =>
        Check.Analyzer<MSI2002CookieUseAnalyzer>("""
            using MsiEncap.Contracts;
            [MsiCookieContract("acme,a")] [CookieField("Index", Bits = 8)] public readonly partial struct ACookie;
            namespace Acme { partial class Outer { [MsiCookieContract("acme,b")] [CookieField("Index", Bits = 8)] public readonly partial struct BCookie; } }
            [MsiCookieContract("acme,c")] [CookieReference("Name", typeof(string))] public readonly partial struct CCookie;
            """).WithCookies().RunAsync();

    [Theory]
    [InlineData("class Queue { object M(MsiEncap.Contracts.MsiInstanceCookie cookie) => [|cookie.Value|]; }")]
    [InlineData("struct Queue { object M(MsiEncap.Contracts.MsiInstanceCookie cookie) => [|cookie.Value|]; }")]
    public Task Given_more_in_the_file_of_a_cookie_than_contracts_then_it_is_no_exemption(string more) => Verify(Contract)
        .File(Forged, Marked(Cookie()) + "\n" + more + "\n").RunAsync();

    [Theory]
    [InlineData("+ 0")]
    [InlineData("/**/")]
    public async Task Given_a_file_with_path_name_and_header_of_a_cookie_but_another_text_then_it_is_no_exemption(string more)
    {
        string forged = Marked(Cookie()).Replace("[|cookie.Value|] & 0xFFUL", "[|cookie.Value|]" + more, StringComparison.Ordinal);
        Assert.NotEqual(Cookie(), forged);
        await Verify(Contract).File(Forged, forged).RunAsync();
    }

    [Fact]
    public Task Given_the_very_text_of_a_cookie_then_its_path_does_not_matter_to_the_exemption() => Verify(Contract).File(Forged, Cookie()).RunAsync();

    [Fact]
    public Task Given_the_text_of_another_contracts_cookie_then_it_is_no_exemption() => Verify(Contract.Replace("= 8", "= 9", StringComparison.Ordinal))
        .File(Forged, Marked(Cookie())).RunAsync();

    [Fact]
    public Task Given_a_file_that_says_that_it_is_generated_then_it_is_looked_at_all_the_same() => Verify("class Queue;")
        .File("/obj/Queue.g.cs", "// <auto-generated/>\nclass Generated { object M(MsiEncap.Contracts.MsiInstanceCookie cookie) => [|cookie.Value|]; }").RunAsync();

    [Fact]
    public Task Given_an_alias_of_another_file_then_it_hides_nothing() => Verify("class A { ulong M(Raw raw) => [|raw.Value|]; }")
        .File("Usings.cs", "global using Raw = MsiEncap.Contracts.MsiInstanceCookie;").RunAsync();

    [Fact]
    public Task Given_a_raw_cookie_that_is_made_then_the_message_says_what_to_make() => VerifyStatement("_ = [|MsiInstanceCookie.FromValue(1)|];")
        .Message("'MsiInstanceCookie.FromValue' makes a raw cookie, which is between the core and irq domain implementers (role IrqDomainImplementer of MsiEncap.Runtime); construct the cookie of the device's contract instead")
        .RunAsync();

    [Fact]
    public Task Given_a_raw_cookie_that_is_read_then_the_message_says_what_to_read() => VerifyStatement("_ = [|cookie.Value|];")
        .Message("'MsiInstanceCookie.Value' reads a raw cookie, which is between the core and irq domain implementers (role IrqDomainImplementer of MsiEncap.Runtime); read the properties of the contract's cookie instead")
        .RunAsync();

    // What the rule says of a cookie's text where it is no cookie.
    private static string Marked(string cookie) => cookie
        .Replace("cookie.Value & 0xFFUL", "[|cookie.Value|] & 0xFFUL", StringComparison.Ordinal)
        .Replace("MsiInstanceCookie.FromValue(_bits)", "MsiInstanceCookie.FromValue(_bits)|]", StringComparison.Ordinal)
        .Replace(".Pack() => ", ".Pack() => [|", StringComparison.Ordinal)
        .Replace("new XCookie(global::MsiEncap.Contracts.MsiInstanceCookie.FromValue(value))", "new XCookie([|global::MsiEncap.Contracts.MsiInstanceCookie.FromValue(value)|])", StringComparison.Ordinal);

    private static string Cookie() => Assert.Single(GeneratorRun.Of<CookieGenerator>(Usings + Contract).Sources).Value;
}
