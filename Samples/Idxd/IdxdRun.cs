using MsiEncap.Samples.Idxd.Hardware;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Idxd;

/// <summary>Runs the driver on a simulated device and checks what came of it.</summary>
internal static class IdxdRun
{
    private const int PasidBits = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <returns>What went wrong, a line each; none if all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int queueCount, int ownQueues, int work, int seed, IdxdFault fault, TextWriter output)
    {
        using var machine = new SimulatedMachine();
        using var hardware = new IdxdModel(fault);
        IdxdDevice device = IdxdProbe.Probe(machine.Plug(hardware));
        await output.WriteLineAsync($"DSA at {device.Pci}: {queueCount} of {device.QueueCount} work queues, {work} descriptors each, seed {seed}\n").ConfigureAwait(false);

        var queues = new List<IdxdQueue>();
        try
        {
            foreach (uint pasid in Pasids(queueCount, seed))
            {
                queues.Add(new IdxdQueue(device, queues.Count, queues.Count < queueCount - ownQueues ? pasid : null, work));
            }

            await WorkAsync(queues, seed).ConfigureAwait(false);
            await output.WriteLineAsync($"Interrupt storage, as the hardware sees it:\n{hardware.Storage.Format()}").ConfigureAwait(false);
            await output.WriteLineAsync($"Interrupts:\n{machine.Irqs.FormatInterrupts()}").ConfigureAwait(false);
        }
        finally
        {
            foreach (IdxdQueue queue in queues)
            {
                await queue.DisposeAsync().ConfigureAwait(false);
            }
        }

        await output.WriteLineAsync(
            $"Submitted {(long)queueCount * work}, completed {queues.Sum(queue => queue.Completions)}, messages written by the device {hardware.Storage.Messages}, "
            + $"blocked by a slot's PASID {hardware.Storage.Blocked}, interrupts handled {queues.Sum(queue => queue.Interrupts)}").ConfigureAwait(false);
        return [.. queues.SelectMany(queue => Check(queue, work))];
    }

    private static async Task WorkAsync(List<IdxdQueue> queues, int seed)
    {
        using var stop = new CancellationTokenSource(s_patience);
        try
        {
            await Task.WhenAll(queues.Select(queue => Task.Run(() => queue.SubmitAllAsync(seed + queue.Id, stop.Token), stop.Token))).ConfigureAwait(false);
            await Task.WhenAll(queues.Select(queue => queue.Done)).WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Out of patience: the checks tell what is missing.
        }
    }

    private static IEnumerable<string> Check(IdxdQueue queue, int work)
    {
        int never = queue.CompletedTimes(0);
        int once = queue.CompletedTimes(1);
        (long Count, string What)[] findings =
        [
            (never, "descriptors never completed"),
            (work - never - once, "descriptors completed more than once"),
            (queue.Unannounced, "completions were announced by no interrupt"),
            (queue.Strays, "completions belong to another queue"),
            (queue.WrongPasids, $"completions were announced under another PASID than 0x{queue.Pasid:x5}"),
            (queue.WrongChecksums, "checksums are wrong"),
        ];
        return findings.Where(finding => finding.Count != 0).Select(finding => $"queue {queue.Id}: {finding.Count} {finding.What}");
    }

    /// <summary>A PASID for each queue, all different, none 0.</summary>
    private static HashSet<uint> Pasids(int count, int seed)
    {
        var random = new Random(seed);
        var pasids = new HashSet<uint>();
        while (pasids.Count < count)
        {
            pasids.Add((uint)random.Next(1, 1 << PasidBits));
        }

        return pasids;
    }
}
