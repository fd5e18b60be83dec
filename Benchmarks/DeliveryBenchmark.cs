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
    private const int StreamLength = 20_000;
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

            var subjects = new Random(Seed);
            var peers = new Random(Seed);
            yield return Row.OfNanoseconds(
                $"delivery on the CPU's thread, {suffix}",
                paired.Measure(
                    () => Slices.LowerQuartile(() => Deliver(rig, subjects)),
                    () => Slices.LowerQuartile(() => Call(rig, peers))),
                budget);
            yield return Row.OfNanoseconds(
                $"message to handler, raiser and CPU pipelined, {suffix}",
                paired.Measure(
                    () => Slices.LowerQuartile(() => Stream(rig, subjects)),
                    () => Slices.LowerQuartile(() => CallAcross(rig, peers))),
                budget);
            yield return Row.OfNanoseconds(
                $"raising alone, to calling on the same thread, {suffix}",
                paired.Measure(
                    () => Slices.LowerQuartile(() => Raise(rig, subjects)),
                    () => Slices.LowerQuartile(() => CallStream(rig, peers))));
            rig.EnsureNothingWasLost();
        }
    }

    // Both sides draw the same interrupts, and new ones for every slice: a processor learns what is repeated.
    private static ushort[] Draw(Random random, int length)
    {
        var interrupts = new ushort[length];
        DeliveryRig.Draw(random, interrupts);
        return interrupts;
    }

    private static double Deliver(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.DeliverBurst(Draw(random, DeliveryRig.BurstLength)), DeliveryRig.BurstLength);

    private static double Call(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.CallBurst(Draw(random, DeliveryRig.BurstLength)), DeliveryRig.BurstLength);

    private static double Stream(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.Stream(Draw(random, StreamLength)), StreamLength);

    private static double Raise(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.RaiseBurst(Draw(random, DeliveryRig.BurstLength)), DeliveryRig.BurstLength);

    private static double CallAcross(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.CallAcross(Draw(random, StreamLength)), StreamLength);

    private static double CallStream(DeliveryRig rig, Random random) =>
        Watch.NanosecondsEach(rig.Call(Draw(random, StreamLength)), StreamLength);

    private static void WarmUp(DeliveryRig rig)
    {
        var random = new Random(Seed);
        for (int messages = 0; messages < WarmUpMessages; messages += StreamLength + DeliveryRig.BurstLength)
        {
            Deliver(rig, random);
            Call(rig, random);
            Stream(rig, random);
            CallAcross(rig, random);
            CallStream(rig, random);
        }
    }
}
