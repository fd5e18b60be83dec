namespace MsiEncap.Contracts;

/// <summary>
/// A cookie as the MSI core carries it: 64 bits, an object, or both, opaque to everyone but the irq domain that the cookie is for.
/// Queue code uses the typed struct of its contract and never meets this one.
/// </summary>
/// <remarks>
/// The kernel's <c>union msi_instance_cookie</c>. Immutable, so safe to share between threads. The default value is what a domain sees
/// of an interrupt that was allocated without a cookie.
/// </remarks>
public readonly struct MsiInstanceCookie : IEquatable<MsiInstanceCookie>
{
    private MsiInstanceCookie(ulong value, object? reference)
    {
        Value = value;
        Reference = reference;
    }

    /// <summary>The 64 bits of a cookie that has fields; 0 for one that refers to an object alone.</summary>
    public ulong Value { get; }

    /// <summary>The object that a cookie refers to; <see langword="null"/> for a value cookie.</summary>
    public object? Reference { get; }

    /// <summary>A cookie of 64 bits.</summary>
    /// <param name="value">The bits, laid out as the contract says.</param>
    /// <returns>The cookie.</returns>
    public static MsiInstanceCookie FromValue(ulong value) => new(value, null);

    /// <summary>A cookie that refers to an object.</summary>
    /// <param name="reference">The object, which lives at least as long as the interrupt.</param>
    /// <returns>The cookie.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> is <see langword="null"/>.</exception>
    public static MsiInstanceCookie FromReference(object reference) => FromReference(reference, 0);

    /// <summary>A cookie that refers to an object and has fields beside it.</summary>
    /// <param name="reference">The object, which lives at least as long as the interrupt.</param>
    /// <param name="value">The bits, laid out as the contract says.</param>
    /// <returns>The cookie.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> is <see langword="null"/>.</exception>
    public static MsiInstanceCookie FromReference(object reference, ulong value)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new(value, reference);
    }

    /// <summary>Whether two cookies hold the same bits and the very same object.</summary>
    /// <param name="left">One cookie.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(MsiInstanceCookie left, MsiInstanceCookie right) => left.Equals(right);

    /// <summary>Whether two cookies differ in their bits or their object.</summary>
    /// <param name="left">One cookie.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(MsiInstanceCookie left, MsiInstanceCookie right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MsiInstanceCookie other) => Value == other.Value && ReferenceEquals(Reference, other.Reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MsiInstanceCookie other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Value, Reference is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Reference));

    /// <inheritdoc/>
    public override string ToString() => Reference is null ? $"0x{Value:x16}"
        : Value == 0 ? Reference.GetType().Name
        : $"{Reference.GetType().Name}, 0x{Value:x16}";
}
