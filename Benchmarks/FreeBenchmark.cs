using System.Diagnostics;
using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Benchmarks;

/// <summary>
/// What requesting an interrupt and freeing its handler cost. Freeing forces a barrier upon every processor, so that delivering needs none;
/// the barrier alone is the peer.
/// </summary>
internal sealed class FreeBenchmark : IBenchmark
{
    private const int WarmUpSlices = 100;
    private const int Operations = 200;

    public string Name => "free";

    public IEnumerable<Row> Run(Paired paired)
    {
        using var rig = new Rig(1);
        PciDevice device = rig.Plug(1).Device;
        Virq virq = device.AllocateImsIrq(new SlotCookie(0)).Virq;
        for (int slice = 0; slice < WarmUpSlices; slice++)
        {
            RequestAndFree(device, virq);
            Barriers();
        }

        yield return Row.OfMicroseconds("free a handler, to a process-wide barrier", paired.Measure(() => Slices.LowerQuartile(() => RequestAndFree(device, virq).Free), () => Slices.LowerQuartile(Barriers)));
        yield return Row.OfMicroseconds("request an interrupt, to a process-wide barrier", paired.Measure(() => Slices.LowerQuartile(() => RequestAndFree(device, virq).Request), () => Slices.LowerQuartile(Barriers)));
    }

    private static (double Request, double Free) RequestAndFree(PciDevice device, Virq virq)
    {
        var queue = new BenchQueue();
        long requesting = 0;
        long freeing = 0;
        for (int i = 0; i < Operations; i++)
        {
            long start = Stopwatch.GetTimestamp();
            IrqRegistration irq = device.RequestIrq(virq, Handlers.Of(0, 1), queue, "bench");
            long requested = Stopwatch.GetTimestamp();
            irq.Dispose();
            freeing += Stopwatch.GetTimestamp() - requested;
            requesting += requested - start;
        }

        return (Watch.NanosecondsEach(requesting, Operations), Watch.NanosecondsEach(freeing, Operations));
    }

    private static double Barriers()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            Interlocked.MemoryBarrierProcessWide();
        }

        return Watch.NanosecondsEach(Stopwatch.GetTimestamp() - start, Operations);
    }
}
