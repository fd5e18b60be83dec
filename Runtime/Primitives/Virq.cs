namespace MsiEncap;

/// <summary>
/// A system-wide interrupt number: what an allocation returns and a request takes. Usage sites hold nothing else of an interrupt.
/// </summary>
/// <remarks>
/// A Linux interrupt number. Only an allocation makes one; arithmetic on it means nothing, since neighbouring indices need not
/// have neighbouring numbers. The default value, <see cref="None"/>, is no interrupt.
/// </remarks>
public readonly struct Virq : IEquatable<Virq>
{
    internal Virq(int number) => Number = number;

    /// <summary>No interrupt; an allocation never returns it.</summary>
    public static Virq None => default;

    /// <summary>The number, greater than 0; 0 for <see cref="None"/>. For tables and logs.</summary>
    public int Number { get; }

    /// <summary>Whether two numbers are the same.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(Virq left, Virq right) => left.Number == right.Number;

    /// <summary>Whether two numbers differ.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(Virq left, Virq right) => left.Number != right.Number;

    /// <inheritdoc/>
    public bool Equals(Virq other) => Number == other.Number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Virq other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Number;

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
