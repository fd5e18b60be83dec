namespace MsiEncap.Benchmarks.Harness;

/// <summary>Some samples, by their median and their extremes.</summary>
internal sealed class Spread
{
    public Spread(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        Min = sorted[0];
        Max = sorted[^1];
        Median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public double Min { get; }

    public double Median { get; }

    public double Max { get; }
}
