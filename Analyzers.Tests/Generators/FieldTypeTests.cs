using System.Globalization;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>Fields that are no plain numbers, gaps, and a reference beside fields.</summary>
public sealed class FieldTypeTests
{
    // Each number of a known sequence, as bits, through every way that a cookie can go.
    private const string RoundTrips = """

        /// <summary>All ways that a cookie can go.</summary>
        public static class Ways
        {
            /// <summary>The first bits that do not come back, if any.</summary>
            /// <returns>Them.</returns>
            public static string? Lost()
            {
                ulong bits = 0;
                for (int i = 0; i < 2000; i++)
                {
                    KindsCookie cookie = Unpack<KindsCookie>(bits);
                    KindsCookie made = new(cookie.Valid, cookie.Offset, cookie.Mode, cookie.Level, cookie.Queue, cookie.Delta);
                    KindsCookie copied = default(KindsCookie) with
                    {
                        Delta = cookie.Delta, Queue = cookie.Queue, Level = cookie.Level, Mode = cookie.Mode, Offset = cookie.Offset, Valid = cookie.Valid,
                    };
                    bool created = KindsCookie.TryCreate(
                        cookie.Valid, cookie.Offset, cookie.Mode, cookie.Level, cookie.Queue, cookie.Delta, out KindsCookie tried);
                    bool parsed = KindsCookie.TryParse(cookie.ToString(), out KindsCookie read);
                    if (!created || !parsed || made != cookie || copied != cookie || tried != cookie || read != cookie
                        || ((MsiEncap.Contracts.IMsiCookie<KindsCookie>)cookie).Pack().Value != (bits & 0xFFFFFFFF_7FFFFFF1UL))
                    {
                        return bits.ToString("x") + ": " + cookie + " / " + read;
                    }

                    bits = i < 64 ? 1UL << i : i < 128 ? ulong.MaxValue << (i - 64) : (bits * 6364136223846793005UL) + 1442695040888963407UL;
                }

                return null;
            }

            private static T Unpack<T>(ulong bits) where T : struct, MsiEncap.Contracts.IMsiCookie<T> =>
                T.Unpack(MsiEncap.Contracts.MsiInstanceCookie.FromValue(bits));
        }
        """;

    // The widest, the narrowest and the ends of enums, in a culture's own signs.
    private const string Ends = """
        using System;
        using MsiEncap.Contracts;

        internal enum Far : long { Lowest = long.MinValue, Zero = 0, Highest = long.MaxValue }
        internal enum High : ulong { Zero = 0, Highest = ulong.MaxValue }

        [MsiCookieContract("acme,long")] [CookieField("Value", Bits = 64, Type = typeof(long))]
        internal readonly partial struct LongCookie;

        [MsiCookieContract("acme,far")] [CookieField("Value", Bits = 64, Type = typeof(Far))]
        internal readonly partial struct FarCookie;

        [MsiCookieContract("acme,high")] [CookieField("Value", Bits = 64, Type = typeof(High))]
        internal readonly partial struct HighCookie;

        [MsiCookieContract("acme,upper")] [CookieField("İ", Bits = 1, Type = typeof(sbyte))] [CookieField("Value", Bits = 63, Type = typeof(long))]
        internal readonly partial struct UpperCookie;

        [MsiCookieContract("acme,lower")] [CookieField("Value", Bits = 63, Type = typeof(long))] [CookieField("ı", Bits = 1, Type = typeof(bool))]
        internal readonly partial struct LowerCookie;

        internal static class Ways
        {
            private static readonly long[] s_ends = [long.MinValue, long.MinValue / 2, -1, 0, 1, long.MaxValue / 2, long.MaxValue];

            public static string Texts()
            {
                string texts = "";
                foreach (long value in s_ends)
                {
                    texts += Way(new LongCookie(value)) + Way(new FarCookie((Far)value)) + Way(new HighCookie((High)unchecked((ulong)value)));
                    bool fits = value is >= long.MinValue / 2 and <= long.MaxValue / 2;
                    if (UpperCookie.TryCreate(-1, value, out UpperCookie upper) != fits || LowerCookie.TryCreate(value, true, out LowerCookie lower) != fits)
                    {
                        return "a limit is missed at " + upper;
                    }

                    texts += !fits ? "" : (upper.İ, upper.Value, lower.Value, lower.ı) == (-1, value, value, true) ? Way(upper) + Way(lower) : "not " + value;
                }

                return texts;
            }

            private static string Way<T>(T cookie) where T : struct, IMsiCookie<T>, IEquatable<T>, ISpanParsable<T>
            {
                string text = cookie.ToString()!;
                return T.Parse(text, System.Globalization.CultureInfo.CurrentCulture).Equals(cookie) && T.Unpack(cookie.Pack()).Equals(cookie) ? text : "not " + text;
            }
        }
        """;

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Given_the_ends_of_fields_when_written_and_parsed_in_a_culture_then_they_come_back_and_read_the_same_everywhere(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string texts = Assert.IsType<string>(CookieProbe.Evaluate(Ends, "Ways.Texts()"));
            Assert.StartsWith("LongCookie { Value = -9223372036854775808 }FarCookie { Value = Lowest }", texts, StringComparison.Ordinal);
            Assert.EndsWith("FarCookie { Value = Highest }HighCookie { Value = 0x7fffffffffffffff }", texts, StringComparison.Ordinal);
            Assert.Contains("UpperCookie { İ = -1, Value = -4611686018427387904 }", texts, StringComparison.Ordinal);
            Assert.DoesNotContain("not ", texts, StringComparison.Ordinal);

            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(texts, CookieProbe.Evaluate(Ends, "Ways.Texts()"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Given_bits_of_every_kind_when_they_go_every_way_then_they_come_back() =>
        Assert.Null(CookieProbe.Evaluate(Contracts.Kinds + RoundTrips, "Acme.Ways.Lost()"));

    [Theory]
    [InlineData("true, 0, 0, 0, 0, 0", 0x1UL)]
    [InlineData("false, -1, 0, 0, 0, 0", 0xFFF0UL)]
    [InlineData("false, -2048, 0, 0, 0, 0", 0x8000UL)]
    [InlineData("false, 0, Acme.Mode.Write, 0, 0, 0", 0x2_0000UL)]
    [InlineData("false, 0, 0, Acme.Level.Low, 0, 0", 0x40_0000UL)]
    [InlineData("false, 0, 0, 0, 255, 0", 0x7F80_0000UL)]
    [InlineData("false, 0, 0, 0, 0, -1", 0xFFFF_FFFF_0000_0000UL)]
    public void Given_one_field_that_is_set_when_packed_then_it_lies_where_the_contract_says(string values, ulong bits) =>
        Assert.Equal(bits, CookieProbe.Evaluate(Contracts.Kinds, $"Pack(new Acme.KindsCookie({values}))"));

    [Theory]
    [InlineData("false, 2048, 0, 0, 0, 0", "offset", "-2048 to 2047")]
    [InlineData("false, -2049, 0, 0, 0, 0", "offset", "-2048 to 2047")]
    [InlineData("false, 0, (Acme.Mode)8, 0, 0, 0", "mode", "0 to 0x7")]
    [InlineData("false, 0, (Acme.Mode)(-1), 0, 0, 0", "mode", "0 to 0x7")]
    [InlineData("false, 0, 0, (Acme.Level)8, 0, 0", "level", "-8 to 7")]
    [InlineData("false, 0, 0, (Acme.Level)(-9), 0, 0", "level", "-8 to 7")]
    public void Given_a_value_that_does_not_fit_when_a_cookie_is_made_then_it_is_refused(string values, string parameter, string range)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => CookieProbe.Evaluate(Contracts.Kinds, $"new Acme.KindsCookie({values})"));

        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(range, exception.Message, StringComparison.Ordinal);
        Assert.Equal(false, CookieProbe.Evaluate(Contracts.Kinds, $"Acme.KindsCookie.TryCreate({values}, out var cookie) || cookie != default"));
    }

    [Theory]
    [InlineData("default(Acme.KindsCookie) with { Offset = 2048 }")]
    [InlineData("default(Acme.KindsCookie) with { Mode = (Acme.Mode)8 }")]
    [InlineData("new Acme.KindsCookie { Level = (Acme.Level)8 }")]
    public void Given_a_value_that_does_not_fit_when_copied_with_it_then_it_is_refused(string expression) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CookieProbe.Evaluate(Contracts.Kinds, expression));

    [Theory]
    [InlineData("true, -5, Acme.Mode.Store, Acme.Level.High, 10, -1", "Valid = true, Offset = -5, Mode = Store, Level = High, Queue = 0xa, Delta = -1")]
    [InlineData("false, 0, (Acme.Mode)3, (Acme.Level)(-1), 0, 0", "Valid = false, Offset = 0, Mode = 0x3, Level = 0xf, Queue = 0x0, Delta = 0")]
    public void Given_fields_of_every_type_when_written_as_text_then_members_are_named(string values, string text) =>
        Assert.Equal($"KindsCookie {{ {text} }}", CookieProbe.Evaluate(Contracts.Kinds, $"new Acme.KindsCookie({values}).ToString()"));

    [Theory]
    [InlineData("IdxdCookie { Pasid = 0x1234 }", 0x1234U)]
    [InlineData("IdxdCookie{Pasid=4660}", 0x1234U)]
    [InlineData("  IdxdCookie  {  Pasid  =  0XfffFF  }  ", 0xFFFFFU)]
    public void Given_a_text_of_a_cookie_when_parsed_then_it_is_that_cookie(string text, uint pasid)
    {
        Assert.Equal(pasid, CookieProbe.Evaluate(Contracts.Idxd, $"Acme.Dsa.IdxdCookie.Parse(\"{text}\").Pasid"));
        Assert.Equal(pasid, CookieProbe.Evaluate(Contracts.Idxd, $"Parsed<Acme.Dsa.IdxdCookie>(\"{text}\").Pasid"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("IdxdCookie")]
    [InlineData("IdxdCookie { }")]
    [InlineData("IdxdCookie { Pasid }")]
    [InlineData("IdxdCookie { Pasid = }")]
    [InlineData("IdxdCookie { Pasid = x }")]
    [InlineData("IdxdCookie { Pasid = 0x }")]
    [InlineData("IdxdCookie { Pasid = -1 }")]
    [InlineData("IdxdCookie { Pasid = 0x100000 }")]
    [InlineData("IdxdCookie { Pasid = 0x10000000000000000 }")]
    [InlineData("IdxdCookie { Pasid = 1, }")]
    [InlineData("IdxdCookie { Pasid = 1, Pasid = 1 }")]
    [InlineData("IdxdCookie { Pasid = 1 } x")]
    [InlineData("IdxdCookie { pasid = 1 }")]
    [InlineData("OtherCookie { Pasid = 1 }")]
    public void Given_a_text_of_something_else_when_parsed_then_it_is_refused_with_an_example(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(
            () => CookieProbe.Evaluate(Contracts.Idxd, $"Acme.Dsa.IdxdCookie.Parse(\"{text}\")"));

        Assert.Contains("'IdxdCookie { Pasid = 0x0 }'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(false, CookieProbe.Evaluate(Contracts.Idxd, $"Acme.Dsa.IdxdCookie.TryParse(\"{text}\", out var cookie) || cookie != default"));
    }

    [Fact]
    public void Given_no_text_when_parsed_then_it_is_refused()
    {
        Assert.Equal(false, CookieProbe.Evaluate(Contracts.Idxd, "Acme.Dsa.IdxdCookie.TryParse(null, out _)"));
        Assert.Throws<ArgumentNullException>(() => CookieProbe.Evaluate(Contracts.Idxd, "Acme.Dsa.IdxdCookie.Parse((string)null!)"));
    }

    [Fact]
    public void Given_a_reference_beside_fields_when_packed_and_unpacked_then_both_are_as_before()
    {
        const string Cookie = "new Acme.MixedCookie(0x123, Acme.Queue.One, true)";
        Assert.Equal(0x1123UL, CookieProbe.Evaluate(Contracts.Mixed, $"Pack({Cookie})"));
        Assert.Equal(true, CookieProbe.Evaluate(Contracts.Mixed, $"Opaque({Cookie}).Reference == Acme.Queue.One"));
        Assert.Equal(true, CookieProbe.Evaluate(Contracts.Mixed, $"RoundTrip({Cookie}) == {Cookie}"));
        Assert.Equal("MixedCookie { Slot = 0x123, Queue = Queue, Shared = true }", CookieProbe.Evaluate(Contracts.Mixed, $"{Cookie}.ToString()"));
    }

    [Theory]
    [InlineData("{ Slot = 1 }", false)]
    [InlineData("{ Shared = false }", false)]
    [InlineData("{ Queue = new Acme.Queue() }", false)]
    [InlineData("{ Queue = Acme.Queue.One, Slot = 0x123 }", true)]
    public void Given_a_reference_beside_fields_when_compared_then_both_decide(string changes, bool equal) =>
        Assert.Equal(
            (equal, equal, !equal),
            CookieProbe.Evaluate(
                Contracts.Mixed,
                $"(new Acme.MixedCookie(0x123, Acme.Queue.One, true), new Acme.MixedCookie(0x123, Acme.Queue.One, true) with {changes}) is var (a, b) ? (a == b, a.Equals((object)b), a != b) : default"));

    [Fact]
    public void Given_no_object_when_a_cookie_is_made_with_it_then_it_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => CookieProbe.Evaluate(Contracts.Mixed, "new Acme.MixedCookie(1, null!, true)"));
        Assert.Throws<ArgumentNullException>(() => CookieProbe.Evaluate(Contracts.Mixed, "default(Acme.MixedCookie) with { Queue = null! }"));
        Assert.Equal(false, CookieProbe.Evaluate(Contracts.Mixed, "Acme.MixedCookie.TryCreate(1, null, true, out _)"));
        Assert.Equal(true, CookieProbe.Evaluate(Contracts.Mixed, "Acme.MixedCookie.TryCreate(1, Acme.Queue.One, true, out _)"));
        Assert.Throws<InvalidOperationException>(() => CookieProbe.Evaluate(Contracts.Mixed, "Pack(default(Acme.MixedCookie) with { Slot = 1 })"));
    }
}
