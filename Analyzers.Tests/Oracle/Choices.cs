namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>What a generated program is decided by; the same number gives the same program.</summary>
internal sealed class Choices(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>One of some things.</summary>
    public T Of<T>(params ReadOnlySpan<T> things) => things[_random.Next(things.Length)];

    /// <summary>A number from 1 to a highest one.</summary>
    public int UpTo(int highest) => _random.Next(highest) + 1;
}
