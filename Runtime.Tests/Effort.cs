namespace MsiEncap.Runtime.Tests;

/// <summary>
/// How much a long test does. Whatever takes its time divides its rounds by <see cref="Divisor"/>, a constant so that attributes can:
/// the overhaul tests compile the same sources with a greater one.
/// </summary>
internal static class Effort
{
    /// <summary>1: here all is done in full.</summary>
    public const int Divisor = 1;
}
