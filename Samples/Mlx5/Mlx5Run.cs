using MsiEncap.Samples.Mlx5.Hardware;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Mlx5;

/// <summary>Runs the driver on a simulated device and checks what came of it.</summary>
internal static class Mlx5Run
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <returns>What went wrong, a line each; none if all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int queueCount, int requests, Mlx5Fault fault, TextWriter output)
    {
        using var machine = new SimulatedMachine();
        using var hardware = new Mlx5Model(fault);
        using Mlx5Device device = Mlx5Probe.Probe(machine.Plug(hardware));
        await output.WriteLineAsync($"Adapter at {device.Pci}: {queueCount} queues, {requests} requests each\n").ConfigureAwait(false);

        var queues = new List<Mlx5Queue>();
        try
        {
            while (queues.Count < queueCount)
            {
                queues.Add(new Mlx5Queue(device, SubFunctionOf(queues.Count), requests));
            }

            await WorkAsync(queues).ConfigureAwait(false);
            await output.WriteLineAsync($"Messages, as the hardware read them from the queues' memory:\n{hardware.Format()}").ConfigureAwait(false);
            await output.WriteLineAsync($"Interrupts:\n{machine.Irqs.FormatInterrupts()}").ConfigureAwait(false);
        }
        finally
        {
            foreach (Mlx5Queue queue in queues)
            {
                await queue.DisposeAsync().ConfigureAwait(false);
            }
        }

        await output.WriteLineAsync(
            $"Requests {(long)queueCount * requests}, events {queues.Sum(queue => queue.Events)}, messages written by the device {hardware.Messages}, "
            + $"interrupts {queues.Sum(queue => queue.Interrupts)}").ConfigureAwait(false);
        return [.. queues.SelectMany(queue => Check(queue, requests))];
    }

    // Two queues to a sub-function.
    private static uint SubFunctionOf(int queue) => (uint)(queue / 2 + 1);

    private static async Task WorkAsync(List<Mlx5Queue> queues)
    {
        using var stop = new CancellationTokenSource(s_patience);
        try
        {
            await Task.WhenAll(queues.Select(queue => Task.Run(() => queue.SubmitAllAsync(stop.Token), stop.Token))).ConfigureAwait(false);
            await Task.WhenAll(queues.Select(queue => queue.Done)).WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Out of patience: the checks tell what is missing.
        }
    }

    private static IEnumerable<string> Check(Mlx5Queue queue, int requests)
    {
        int never = queue.CompletedTimes(0);
        int once = queue.CompletedTimes(1);
        (int Count, string What)[] findings =
        [
            (never, "requests never completed"),
            (requests - never - once, "requests completed more than once"),
            (queue.Strays, "events belong to another queue"),
        ];
        return findings.Where(finding => finding.Count != 0).Select(finding => $"queue {queue.ObjectId}: {finding.Count} {finding.What}");
    }
}
