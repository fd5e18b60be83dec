using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class ReferenceBehaviourTests
{
    // A class that says of itself what cookies must not believe.
    private const string Liar = """
        using MsiEncap.Contracts;

        /// <summary>A cookie.</summary>
        [MsiCookieContract("acme,liar")]
        [CookieReference("Liar", typeof(Liar))]
        public readonly partial struct LiarCookie;

        /// <summary>Equal to all, and without a text.</summary>
        public class Liar
        {
            /// <summary>The only one.</summary>
            public static readonly Liar One = new();

            /// <inheritdoc/>
            public static bool operator ==(Liar? left, Liar? right) => true;

            /// <inheritdoc/>
            public static bool operator !=(Liar? left, Liar? right) => false;

            /// <inheritdoc/>
            public override bool Equals(object? obj) => true;

            /// <inheritdoc/>
            public override int GetHashCode() => throw new System.NotSupportedException();

            /// <inheritdoc/>
            public override string ToString() => throw new System.NotSupportedException();

            /// <summary>Not its type.</summary>
            public new static void GetType() { }
        }

        /// <summary>Another.</summary>
        public sealed class SmallLiar : Liar;
        """;

    private const string Default = "default(Acme.Mlx5.Mlx5Cookie)";

    [Fact]
    public void Given_an_object_when_a_cookie_is_made_then_its_property_returns_it() =>
        Assert.Equal(true, CookieProbe.Evaluate(Liar, "ReferenceEquals(new LiarCookie(Liar.One).Liar, Liar.One)"));

    [Fact]
    public void Given_null_when_a_cookie_is_made_then_the_exception_names_object_and_contract()
    {
        ArgumentNullException exception = Assert.Throws<ArgumentNullException>(
            () => CookieProbe.Evaluate(Contracts.Mlx5, "new Acme.Mlx5.Mlx5Cookie(null!)"));

        Assert.Equal("queue", exception.ParamName);
        Assert.StartsWith("Queue of the contract 'mellanox,mlx5' must be an object.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_cookie_when_packed_then_it_is_the_object_and_no_bits() =>
        Assert.Equal(
            (true, 0UL),
            CookieProbe.Evaluate(
                Liar, "Opaque(new LiarCookie(Liar.One)) is var c ? (ReferenceEquals(c.Reference, Liar.One), c.Value) : default"));

    [Fact]
    public void Given_a_cookie_when_packed_and_unpacked_then_it_refers_to_the_same_object() =>
        Assert.Equal(true, CookieProbe.Evaluate(Liar, "ReferenceEquals(RoundTrip(new LiarCookie(Liar.One)).Liar, Liar.One)"));

    [Theory]
    [InlineData($"Opaque({Default})")]
    [InlineData($"{Default}.Queue")]
    [InlineData("Opaque(new Acme.Mlx5.Mlx5Cookie())")]
    [InlineData("Unpack<Acme.Mlx5.Mlx5Cookie>(0).Queue")]
    public void Given_a_default_cookie_when_used_then_the_exception_says_what_to_do(string expression)
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => CookieProbe.Evaluate(Contracts.Mlx5, expression));

        Assert.Equal(
            "A default Mlx5Cookie of the contract 'mellanox,mlx5' refers to nothing: construct it with its Queue.", exception.Message);
    }

    [Fact]
    public void Given_an_opaque_cookie_without_an_object_when_unpacked_then_the_cookie_is_the_default_one() =>
        Assert.Equal(true, CookieProbe.Evaluate(Contracts.Mlx5, $"Unpack<Acme.Mlx5.Mlx5Cookie>(0) == {Default}"));

    [Fact]
    public void Given_an_object_of_another_type_when_unpacked_then_it_is_refused() =>
        Assert.Throws<InvalidCastException>(
            () => CookieProbe.Evaluate(Contracts.Mlx5, "UnpackReference<Acme.Mlx5.Mlx5Cookie>(new object())"));

    [Theory]
    [InlineData("new LiarCookie(Liar.One) == new LiarCookie(Liar.One)", true)]
    [InlineData("new LiarCookie(Liar.One) == new LiarCookie(new Liar())", false)]
    [InlineData("new LiarCookie(Liar.One) != new LiarCookie(Liar.One)", false)]
    [InlineData("new LiarCookie(Liar.One) != new LiarCookie(new Liar())", true)]
    [InlineData("new LiarCookie(Liar.One).Equals(new LiarCookie(Liar.One))", true)]
    [InlineData("new LiarCookie(Liar.One).Equals(new LiarCookie(new Liar()))", false)]
    [InlineData("new LiarCookie(Liar.One).Equals((object)new LiarCookie(Liar.One))", true)]
    [InlineData("new LiarCookie(Liar.One).Equals((object)Liar.One)", false)]
    [InlineData("new LiarCookie(Liar.One).Equals(null)", false)]
    [InlineData("new LiarCookie(Liar.One).GetHashCode() == new LiarCookie(Liar.One).GetHashCode()", true)]
    [InlineData("default(LiarCookie) == new LiarCookie(Liar.One)", false)]
    [InlineData("default(LiarCookie) == default(LiarCookie)", true)]
    [InlineData("default(LiarCookie).GetHashCode() == default(LiarCookie).GetHashCode()", true)]
    public void Given_two_cookies_when_compared_then_the_object_itself_decides(string expression, bool expected) =>
        Assert.Equal(expected, CookieProbe.Evaluate(Liar, expression));

    [Theory]
    [InlineData("new LiarCookie(Liar.One)", "LiarCookie { Liar = Liar }")]
    [InlineData("new LiarCookie(new SmallLiar())", "LiarCookie { Liar = SmallLiar }")]
    [InlineData("default(LiarCookie)", "LiarCookie { Liar = null }")]
    public void Given_a_cookie_when_written_as_text_then_the_object_is_named_and_not_asked(string cookie, string text) =>
        Assert.Equal(text, CookieProbe.Evaluate(Liar, $"{cookie}.ToString()"));

    [Fact]
    public void Given_a_cookie_when_asked_for_its_contract_then_it_is_the_declared_one() =>
        Assert.Equal("mellanox,mlx5", CookieProbe.Evaluate(Contracts.Mlx5, "Id<Acme.Mlx5.Mlx5Cookie>()"));

    [Fact]
    public void Given_a_cookie_when_measured_then_it_is_a_reference() =>
        Assert.Equal(
            IntPtr.Size, CookieProbe.Evaluate(Contracts.Mlx5, "System.Runtime.CompilerServices.Unsafe.SizeOf<Acme.Mlx5.Mlx5Cookie>()"));

    [Fact]
    public void Given_a_cookie_when_listed_then_it_offers_the_object_and_equality_and_nothing_else() =>
        Assert.Equal(
            "Queue",
            CookieProbe.Evaluate(
                Contracts.Mlx5,
                """
                string.Join(", ", System.Linq.Enumerable.Select(typeof(Acme.Mlx5.Mlx5Cookie).GetProperties(), property => property.Name))
                """));
}
