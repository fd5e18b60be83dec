using System.Globalization;

namespace MsiEncap;

/// <summary>
/// What an allocation hands back: the number to request, and the index that the device knows the interrupt by. Keep it to free
/// the interrupt again.
/// </summary>
/// <remarks>
/// The kernel's <c>struct msi_map</c>. It also remembers which allocation it came from, so that freeing with a stale map is
/// refused instead of hitting the next owner of the index.
/// </remarks>
public readonly struct MsiMap : IEquatable<MsiMap>
{
    internal MsiMap(MsiDomainId domainId, int index, Virq virq, long serial)
    {
        DomainId = domainId;
        Index = index;
        Virq = virq;
        Serial = serial;
    }

    /// <summary>The domain that the interrupt was allocated from.</summary>
    public MsiDomainId DomainId { get; }

    /// <summary>The index within the domain, 0 and up: what devices call an interrupt handle.</summary>
    public int Index { get; }

    /// <summary>The number to request the interrupt by.</summary>
    public Virq Virq { get; }

    /// <summary>Tells an allocation from every other of its subsystem, the next one of the same index included.</summary>
    internal long Serial { get; }

    /// <summary>Whether two maps stand for the same allocation.</summary>
    /// <param name="left">One map.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(MsiMap left, MsiMap right) => left.Equals(right);

    /// <summary>Whether two maps stand for different allocations.</summary>
    /// <param name="left">One map.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(MsiMap left, MsiMap right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MsiMap other) =>
        Serial == other.Serial && Virq == other.Virq && Index == other.Index && DomainId == other.DomainId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MsiMap other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Serial, Virq, Index, DomainId);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"domain {DomainId}, index {Index}, virq {Virq}");
}
