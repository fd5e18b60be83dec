using System.CommandLine;
using System.Globalization;
using MsiEncap.Samples;
using MsiEncap.Samples.Idxd;
using MsiEncap.Samples.Idxd.Hardware;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Option<int> queues = BoundedOption.Create("--queues", "How many work queues to use.", 4, 1, IdxdModel.Queues);
Option<int> own = BoundedOption.Create("--without-pasid", "How many of them, the last ones, work for the driver itself and carry no PASID.", 0, 0, IdxdModel.Queues);
Option<int> work = BoundedOption.Create("--work", "How many descriptors each queue submits.", 1000, 1, 1_000_000);
Option<int> seed = BoundedOption.Create("--seed", "What the PASIDs and the work are drawn from.", 1, 0, 1_000_000_000);
var fault = new Option<IdxdFault>("--fault")
{
    Description = "Makes the device misbehave once, to see that the program notices.",
};

var command = new RootCommand("Runs a driver for a simulated Intel DSA and checks that every descriptor completed exactly once, on its queue, under its PASID.")
{
    queues, own, work, seed, fault,
};
command.SetAction(async (parsed, _) =>
{
    IReadOnlyList<string> findings = await IdxdRun.RunAsync(
        parsed.GetValue(queues), parsed.GetValue(own), parsed.GetValue(work), parsed.GetValue(seed), parsed.GetValue(fault), Console.Out).ConfigureAwait(false);
    if (findings.Count == 0)
    {
        Console.WriteLine("OK: every descriptor completed exactly once, on its queue, under the PASID that its slot enforces.");
        return 0;
    }

    foreach (string finding in findings)
    {
        await Console.Error.WriteLineAsync($"FAILED: {finding}").ConfigureAwait(false);
    }

    return 1;
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
