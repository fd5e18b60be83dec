using System.Globalization;

namespace MsiEncap;

/// <summary>
/// Which of a device's interrupt domains an allocation goes to: a small number that whoever sets a queue up puts into the queue.
/// It selects a domain without giving access to it.
/// </summary>
/// <remarks>The kernel's <c>domid</c>, <c>enum msi_domain_ids</c>.</remarks>
public readonly struct MsiDomainId : IEquatable<MsiDomainId>
{
    /// <summary>How many domains a device can have; ids are less than this.</summary>
    public const int MaxDomains = 8;

    /// <summary>Names a domain by its number.</summary>
    /// <param name="value">The number, 0 to <see cref="MaxDomains"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not in that range.</exception>
    public MsiDomainId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, MaxDomains);
        Value = value;
    }

    /// <summary>The domain of the bus, MSI or MSI-X (<c>MSI_DEFAULT_DOMAIN</c>).</summary>
    public static MsiDomainId Default => default;

    /// <summary>The domain of the device's own interrupt storage, IMS (<c>MSI_SECONDARY_DOMAIN</c>).</summary>
    public static MsiDomainId Secondary => new(1);

    /// <summary>The number, 0 to <see cref="MaxDomains"/> - 1.</summary>
    public int Value { get; }

    /// <summary>Whether two ids are the same.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(MsiDomainId left, MsiDomainId right) => left.Value == right.Value;

    /// <summary>Whether two ids differ.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(MsiDomainId left, MsiDomainId right) => left.Value != right.Value;

    /// <inheritdoc/>
    public bool Equals(MsiDomainId other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MsiDomainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
