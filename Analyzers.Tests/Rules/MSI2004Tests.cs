using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Constants that do not fit the field of a cookie.</summary>
public class MSI2004Tests
{
    private const string Contract = """
        [MsiCookieContract("acme,x")]
        [CookieField("Pasid", Bits = 20)]
        [CookieField("Delta", Bits = 4, Type = typeof(sbyte))]
        [CookieField("Mode", Bits = 2, Type = typeof(Mode))]
        [CookieField("On", Type = typeof(bool))]
        [CookieField("Full", Bits = 8, Type = typeof(byte))]
        public readonly partial struct XCookie
        {
            public XCookie(uint pasid, string other) : this(pasid & 0xFFFFF, 0, default, false, (byte)other.Length) { }
        }
        public enum Mode : short { None, One, Two, Three }

        """;

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI2002CookieUseAnalyzer>("using MsiEncap.Contracts;\n" + markup.Replace("[|", "{|MSI2004:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal));

    private static AnalyzerCheck VerifyStatement(string statement) => Verify(Contract + $$"""
        class Queue
        {
            const uint Limit = 1 << 20;
            const uint Last = Limit - 1;
            void M(XCookie x, uint pasid, sbyte delta)
            {
                {{statement}}
            }
        }
        """).WithCookies();

    [Theory]
    [InlineData("x = new XCookie([|0x100000|], 0, Mode.None, true, 0);")]
    [InlineData("x = new([|Limit|], 0, Mode.None, true, 0);")]
    [InlineData("x = new([|Last + 1|], [|8|], [|(Mode)4|], true, 255);")]
    [InlineData("x = new(0, [|-9|], [|(Mode)(-1)|], true, 255);")]
    [InlineData("x = new(full: 1, on: true, mode: 0, delta: 7, pasid: [|uint.MaxValue|]);")]
    [InlineData("const int Local = 1 << 21; x = new([|(uint)Local|], 0, 0, true, 0);")]
    [InlineData("_ = XCookie.TryCreate([|Limit|], [|-100|], 0, false, 0, out x);")]
    [InlineData("x = x with { Pasid = [|Limit|], Delta = -8, On = true };")]
    [InlineData("x = new(0, 0, 0, true, 0) { Delta = [|sbyte.MaxValue|] };")]
    [InlineData("XCookie? y = pasid > 3 ? new XCookie([|Limit|], 0, 0, true, 0) : null;")]
    [InlineData("x = new(pasid > 3 ? [|Limit|] : pasid, pasid switch { 1 => (sbyte)7, 2 => [|(sbyte)-9|], _ => delta }, 0, true, 0);")]
    [InlineData("x = x with { Pasid = (pasid > 3 ? pasid > 4 ? [|Limit|] : 0 : Last) };")]
    [InlineData("uint? may = pasid; x = x with { Pasid = may ?? [|Limit|] }; x = x with { Pasid = may ?? Last };")]
    [InlineData("System.Func<XCookie> later = () => new([|Limit|], 0, 0, true, 0);")]
    public Task Given_a_constant_that_does_not_fit_then_it_is_reported(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("x = new(Last, 7, Mode.Three, true, 255); x = new(0, -8, (Mode)3, true, 0); x = new(pasid, delta, (Mode)pasid, false, (byte)pasid);")]
    [InlineData("x = x with { Pasid = Last, Delta = -8, Mode = Mode.Two, Full = byte.MaxValue }; x = new(); x = default;")]
    [InlineData("x = new XCookie(Limit, \"a constructor of the user's own\");")]
    [InlineData("x = new(pasid > 3 ? Last : 0, 0, 0, true, 0); x = new((pasid > 3 ? Limit : 0) & Last, 0, 0, (pasid > 3 ? Limit : 0) > 1, 0);")]
    [InlineData("var y = new { Pasid = Limit }; _ = y; System.Version v = new(1 << 30, 0);")]
    public Task Given_constants_that_fit_and_what_is_no_constant_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Fact]
    public Task Given_an_enum_value_that_is_no_member_then_it_is_reported_where_it_does_not_fit_the_bits() => Verify("""
        [MsiCookieContract("acme,x")]
        [CookieField("Mode", Bits = 2, Type = typeof(Mode))]
        public readonly partial struct XCookie;
        public enum Mode { None, Two = 2 }
        class Queue { XCookie[] M() => [new((Mode)3), new((Mode)1), new([|(Mode)4|]), new([|(Mode)(-1)|])]; }
        """).WithCookies().RunAsync();

    // Of the parameters, each has the type of the generated one or is one of another signature.
    [Theory]
    [InlineData("public XCookie(string queue, uint index) : this(new Queue(), index & 0xFF) { }", "_ = new XCookie(\"queue\", 300);")]
    [InlineData("public XCookie(Queue queue, in uint index) : this(queue, index & 0xFF) { }", "_ = new XCookie(queue, in Wide);")]
    [InlineData("public static bool TryCreate(Queue? queue, uint index, XCookie other) => true;", "_ = XCookie.TryCreate(queue, 300, cookie);")]
    [InlineData("public static bool TryCreate<T>(Queue? queue, uint index, out T other) { other = default!; return true; }", "_ = XCookie.TryCreate(queue, 300, out string other);")]
    public Task Given_a_member_of_the_users_own_that_is_near_the_generated_one_then_what_it_takes_is_its_own_business(string member, string statement) => Verify($$"""
        public class Queue { }
        [MsiCookieContract("acme,x")] [CookieReference("Queue", typeof(Queue))] [CookieField("Index", Bits = 8)]
        public readonly partial struct XCookie { {{member}} }
        class User
        {
            static readonly uint Wide = 300;
            void M(Queue queue, XCookie cookie) { {{statement}} _ = new XCookie(queue, [|256|]); _ = XCookie.TryCreate(null, [|256|], out cookie); }
        }
        """).WithCookies().RunAsync();

    [Fact]
    public Task Given_a_contract_in_a_generic_type_then_its_fields_are_known() => Verify("""
        public partial class Outer<T>
        {
            [MsiCookieContract("acme,x")] [CookieReference("Queue", typeof(object))] [CookieField("Index", Bits = 8)] public readonly partial struct XCookie { }
        }
        class User
        {
            object M(object queue) => new Outer<int>.XCookie(queue, [|256|]) with { Index = [|257|] };
            bool M<T>(object queue) => Outer<T[]>.XCookie.TryCreate(queue, [|256|], out _);
        }
        """).WithCookies().RunAsync();

    [Fact]
    public Task Given_a_contract_of_another_assembly_then_its_fields_are_known() => Check.Analyzer<MSI2002CookieUseAnalyzer>(
            "class Queue { object M() => new Acme.KindsCookie(true, {|MSI2004:2048|}, Acme.Mode.Read, {|MSI2004:(Acme.Level)8|}, 255, int.MinValue); }")
        .Reference(MetadataReference.CreateFromImage(TestCompilation.Emit(GeneratorRun.Of<CookieGenerator>(Generators.Contracts.Kinds).AssertCompiles().Output)))
        .RunAsync();

    [Fact]
    public Task Given_an_implementer_then_its_constants_have_to_fit_too() => Verify(Contract + """
        [MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer), Justification = "programs")]
        class Slots { XCookie M() => new([|1 << 20|], 0, 0, true, 0); }
        """).WithCookies().Ledger("T:Slots;MsiEncap.Encapsulation.IrqDomainImplementer;programs").RunAsync();

    [Fact]
    public Task Given_an_unsigned_field_then_the_message_names_field_bits_and_range() => VerifyStatement("x = x with { Pasid = [|Limit|] };")
        .Message("0x100000 does not fit the field 'Pasid' of the contract 'acme,x', which has 20 bits (bits 19:0 of the cookie): 0 to 0xFFFFF").RunAsync();

    [Fact]
    public Task Given_a_signed_field_then_the_message_is_in_decimal() => VerifyStatement("x = x with { Delta = [|-9|] };")
        .Message("-9 does not fit the field 'Delta' of the contract 'acme,x', which has 4 bits (bits 23:20 of the cookie): -8 to 7").RunAsync();
}
