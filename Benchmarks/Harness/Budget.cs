using System.Globalization;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>What a median may be at most, or has to be at least.</summary>
internal sealed record Budget(double Bound, bool IsUpper)
{
    public static Budget AtMost(double bound) => new(bound, true);

    public static Budget AtLeast(double bound) => new(bound, false);

    public bool IsMet(double median) => IsUpper ? median <= Bound : median >= Bound;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "<=" : ">=")} {Bound:0.00}");
}
