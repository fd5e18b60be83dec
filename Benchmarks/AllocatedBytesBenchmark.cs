using System.Globalization;
using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Benchmarks;

/// <summary>Bytes allocated for an interrupt, by the raiser and by the CPU's thread together. A count, not an estimate.</summary>
internal sealed class AllocatedBytesBenchmark : IBenchmark
{
    private const int Length = 200_000;
    private const int Seed = 2;

    public string Name => "bytes";

    public IEnumerable<Row> Run(Paired paired)
    {
        using var rig = new DeliveryRig(Handlers.Methods);
        var interrupts = new ushort[Length];
        DeliveryRig.Draw(new Random(Seed), interrupts);
        Count(rig, interrupts);

        var bytes = new Spread(Enumerable.Range(0, paired.Pairs).Select(_ => (double)Count(rig, interrupts) / Length).ToArray());
        rig.EnsureNothingWasLost();
        yield return new Row("bytes allocated per interrupt", string.Create(CultureInfo.InvariantCulture, $"{bytes.Median:0.##} B"), "", bytes, Budget.AtMost(0));
    }

    private static long Count(DeliveryRig rig, ReadOnlySpan<ushort> interrupts)
    {
        // The burst marks where the CPU's thread starts to count, the stream where it ends.
        rig.DeliverBurst(interrupts[..DeliveryRig.BurstLength]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        rig.Stream(interrupts);
        return GC.GetAllocatedBytesForCurrentThread() - before + rig.DeliveryBytes;
    }
}
