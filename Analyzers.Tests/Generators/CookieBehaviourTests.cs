using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class CookieBehaviourTests
{
    [Fact]
    public void Given_a_value_that_fits_when_a_cookie_is_made_then_its_property_returns_it() =>
        Assert.Equal(0xFFFFFU, CookieProbe.Evaluate(Contracts.Idxd, "new Acme.Dsa.IdxdCookie(0xFFFFF).Pasid"));

    [Fact]
    public void Given_a_value_too_wide_when_a_cookie_is_made_then_the_exception_names_field_width_contract_and_value()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => CookieProbe.Evaluate(Contracts.Idxd, "new Acme.Dsa.IdxdCookie(0x100000)"));

        Assert.Equal("pasid", exception.ParamName);
        Assert.Equal(0x100000U, exception.ActualValue);
        Assert.Contains("Pasid of the contract 'intel,idxd' has 20 bits: 0 to 0xFFFFF.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("1048576", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new PackedCookie(2, 0, 0, 0)", "valid", "1 bit: 0 to 0x1")]
    [InlineData("new PackedCookie(0, 0x800, 0, 0)", "queue", "11 bits: 0 to 0x7FF")]
    [InlineData("new PackedCookie(0, 0, 0, 0x100000)", "tag", "20 bits: 0 to 0xFFFFF")]
    public void Given_several_fields_when_one_value_is_too_wide_then_that_one_is_named(string expression, string parameter, string range)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => CookieProbe.Evaluate(Contracts.Packed, expression));

        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(range, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new PackedCookie(1, 0, 0, 0)", 0x1UL)]
    [InlineData("new PackedCookie(0, 0x7FF, 0, 0)", 0xFFEUL)]
    [InlineData("new PackedCookie(0, 0, 0xFFFFFFFF, 0)", 0xFFFFFFFF000UL)]
    [InlineData("new PackedCookie(0, 0, 0, 0xFFFFF)", 0xFFFFF00000000000UL)]
    public void Given_several_fields_when_packed_then_the_first_is_least_significant(string cookie, ulong bits) =>
        Assert.Equal(bits, CookieProbe.Evaluate(Contracts.Packed, $"Pack({cookie})"));

    [Fact]
    public void Given_several_fields_when_packed_and_unpacked_then_each_is_as_before() =>
        Assert.Equal(
            (1U, 0x5A5U, 0xDEADBEEFU, 0x12345U),
            CookieProbe.Evaluate(
                Contracts.Packed,
                "RoundTrip(new PackedCookie(1, 0x5A5, 0xDEADBEEF, 0x12345)) is var c ? (c.Valid, c.Queue, c.Doorbell, c.Tag) : default"));

    [Theory]
    [InlineData(0UL)]
    [InlineData(0x123456789ABCDEF0UL)]
    [InlineData(ulong.MaxValue)]
    public void Given_a_field_of_64_bits_when_packed_and_unpacked_then_no_bit_is_lost(ulong value)
    {
        Assert.Equal(value, CookieProbe.Evaluate(Contracts.Whole, $"RoundTrip(new WholeCookie({value}UL)).Address"));
        Assert.Equal(value, CookieProbe.Evaluate(Contracts.Whole, $"Pack(new WholeCookie({value}UL))"));
    }

    [Fact]
    public void Given_bits_that_belong_to_no_field_when_unpacked_then_they_are_dropped() =>
        Assert.Equal(
            true,
            CookieProbe.Evaluate(
                Contracts.Idxd, "Unpack<Acme.Dsa.IdxdCookie>(0xFFFF_FFFF_FFF0_1234UL) == new Acme.Dsa.IdxdCookie(0x1234)"));

    [Theory]
    [InlineData("new WholeCookie(1) == new WholeCookie(1)", true)]
    [InlineData("new WholeCookie(1) == new WholeCookie(2)", false)]
    [InlineData("new WholeCookie(1) != new WholeCookie(1)", false)]
    [InlineData("new WholeCookie(1) != new WholeCookie(2)", true)]
    [InlineData("new WholeCookie(1).Equals(new WholeCookie(1))", true)]
    [InlineData("new WholeCookie(1).Equals(new WholeCookie(2))", false)]
    [InlineData("new WholeCookie(1).Equals((object)new WholeCookie(1))", true)]
    [InlineData("new WholeCookie(1).Equals((object)1UL)", false)]
    [InlineData("new WholeCookie(1).Equals(null)", false)]
    [InlineData("new WholeCookie(9).GetHashCode() == new WholeCookie(9).GetHashCode()", true)]
    [InlineData("new WholeCookie(1UL << 32).GetHashCode() == new WholeCookie(0).GetHashCode()", false)]
    [InlineData("default(WholeCookie) == new WholeCookie(0)", true)]
    public void Given_two_cookies_when_compared_then_their_bits_decide(string expression, bool expected) =>
        Assert.Equal(expected, CookieProbe.Evaluate(Contracts.Whole, expression));

    [Fact]
    public void Given_one_field_when_written_as_text_then_it_is_named_and_hexadecimal() =>
        Assert.Equal("IdxdCookie { Pasid = 0x1234 }", CookieProbe.Evaluate(Contracts.Idxd, "new Acme.Dsa.IdxdCookie(0x1234).ToString()"));

    [Fact]
    public void Given_several_fields_when_written_as_text_then_they_stand_in_their_order() =>
        Assert.Equal(
            "PackedCookie { Valid = 0x1, Queue = 0x5a5, Doorbell = 0xdeadbeef, Tag = 0x0 }",
            CookieProbe.Evaluate(Contracts.Packed, "new PackedCookie(1, 0x5A5, 0xDEADBEEF, 0).ToString()"));

    [Fact]
    public void Given_a_cookie_when_asked_for_its_contract_then_it_is_the_declared_one() =>
        Assert.Equal("intel,idxd", CookieProbe.Evaluate(Contracts.Idxd, "Id<Acme.Dsa.IdxdCookie>()"));

    [Fact]
    public void Given_a_cookie_when_measured_then_it_is_8_bytes() =>
        Assert.Equal(8, CookieProbe.Evaluate(Contracts.Packed, "System.Runtime.CompilerServices.Unsafe.SizeOf<PackedCookie>()"));

    [Fact]
    public void Given_a_cookie_when_listed_then_it_offers_fields_and_equality_and_nothing_else() =>
        Assert.Equal(
            "Pasid",
            CookieProbe.Evaluate(
                Contracts.Idxd,
                """
                string.Join(", ", System.Linq.Enumerable.Select(typeof(Acme.Dsa.IdxdCookie).GetProperties(), property => property.Name))
                """));
}
