namespace MsiEncap.Benchmarks.Harness;

/// <summary>
/// Makes one sample of many short slices: the lower quartile, so that slices during which the machine did something else do not count.
/// The same for both sides of a pair.
/// </summary>
internal static class Slices
{
    private const int Count = 40;

    /// <summary>Takes a sample; the function returns the cost of one operation in a slice.</summary>
    public static double LowerQuartile(Func<double> slice)
    {
        double[] costs = [.. Enumerable.Range(0, Count).Select(_ => slice()).Order()];
        return costs[Count / 4];
    }
}
