using System.CommandLine;
using System.Globalization;
using MsiEncap.Samples;
using MsiEncap.Samples.Mlx5;
using MsiEncap.Samples.Mlx5.Hardware;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Option<int> queues = BoundedOption.Create("--queues", "How many queues to create, two to a sub-function.", 4, 1, Mlx5Model.Objects);
Option<int> requests = BoundedOption.Create("--requests", "How many requests each queue submits.", 1000, 1, 1_000_000);
var fault = new Option<Mlx5Fault>("--fault")
{
    Description = "Makes the device misbehave once, to see that the program notices.",
};

var command = new RootCommand("Runs a driver for a simulated adapter whose queues hold their own interrupt messages, and checks that every request completed exactly once, on its queue.")
{
    queues, requests, fault,
};
command.SetAction(async (parsed, _) =>
{
    IReadOnlyList<string> findings = await Mlx5Run.RunAsync(
        parsed.GetValue(queues), parsed.GetValue(requests), parsed.GetValue(fault), Console.Out).ConfigureAwait(false);
    if (findings.Count == 0)
    {
        Console.WriteLine("OK: every request completed exactly once, on its queue, by the message in the queue's own memory.");
        return 0;
    }

    foreach (string finding in findings)
    {
        await Console.Error.WriteLineAsync($"FAILED: {finding}").ConfigureAwait(false);
    }

    return 1;
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
