using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Benchmarks;

/// <summary>
/// From the device's write to the handler, compared with an array of delegates. What the CPU's thread does for a message, and what a
/// raiser and that thread do together, message after message.
/// </summary>
internal sealed class DeliveryBenchmark : IBenchmark
{
    private const int WarmUpMessages = 1_000_000;
    private const int BurstsPerSample = 50;
    private const int StreamLength = 400_000;
    private const int Seed = 1;

    private static readonly Budget s_budget = Budget.AtMost(1.30);

    public string Name => "delivery";

    public IEnumerable<Row> Run(Paired paired)
    {
        // Eight first: the compiler should not learn one handler by heart.
        foreach (int methods in (int[])[Handlers.Methods, 1])
        {
            using var rig = new DeliveryRig(methods);
            string suffix = methods == 1 ? "1 method" : $"{methods} methods";
            Budget? budget = methods == 1 ? null : s_budget;
            WarmUp(rig);

            (ushort[] interrupts, ushort[] virqs) = DrawStream(rig);
            var subjects = new Random(Seed);
            var peers = new Random(Seed);
            yield return Row.OfNanoseconds(
                $"delivery on the CPU's thread, {suffix}",
                paired.Measure(() => Bursts(rig.DeliverBurst, subjects), () => Bursts(rig.CallBurst, peers)),
                budget);
            yield return Row.OfNanoseconds(
                $"message to handler, raiser and CPU pipelined, {suffix}",
                paired.Measure(
                    () => Watch.NanosecondsEach(rig.Stream(interrupts), StreamLength),
                    () => Watch.NanosecondsEach(rig.Call(virqs), StreamLength)),
                budget);
            rig.EnsureNothingWasLost();
        }
    }

    /// <summary>The same bursts for both sides, and new ones for every sample: a processor learns what is repeated.</summary>
    private static double Bursts(BurstRun run, Random random)
    {
        var interrupts = new ushort[DeliveryRig.BurstLength];
        long ticks = 0;
        for (int burst = 0; burst < BurstsPerSample; burst++)
        {
            DeliveryRig.Draw(random, interrupts);
            ticks += run(interrupts);
        }

        return Watch.NanosecondsEach(ticks, BurstsPerSample * DeliveryRig.BurstLength);
    }

    private static (ushort[] Interrupts, ushort[] Virqs) DrawStream(DeliveryRig rig)
    {
        var interrupts = new ushort[StreamLength];
        var virqs = new ushort[StreamLength];
        DeliveryRig.Draw(new Random(Seed), interrupts);
        rig.Translate(interrupts, virqs);
        return (interrupts, virqs);
    }

    private static void WarmUp(DeliveryRig rig)
    {
        var random = new Random(Seed);
        (ushort[] interrupts, ushort[] virqs) = DrawStream(rig);
        for (int messages = 0; messages < WarmUpMessages; messages += StreamLength + BurstsPerSample * DeliveryRig.BurstLength)
        {
            Bursts(rig.DeliverBurst, random);
            Bursts(rig.CallBurst, random);
            rig.Stream(interrupts);
            rig.Call(virqs);
        }
    }

    private delegate long BurstRun(ReadOnlySpan<ushort> interrupts);
}
