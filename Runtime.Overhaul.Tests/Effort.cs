namespace MsiEncap.Runtime.Tests;

/// <summary>How much a long test does on the overhauled core: enough to show that it works; Runtime.Tests does it in full.</summary>
internal static class Effort
{
    /// <summary>The part of the rounds that is run.</summary>
    public const int Divisor = 10;
}
