namespace MsiEncap.Benchmarks.Device;

/// <summary>What the measured handlers work on.</summary>
internal sealed class BenchQueue
{
    public long Sum { get; set; }
}
