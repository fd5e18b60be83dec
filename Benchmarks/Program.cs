using System.CommandLine;
using System.Globalization;
using MsiEncap.Benchmarks;
using MsiEncap.Benchmarks.Harness;

const int Pairs = 15;
const int QuickPairs = 3;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

IBenchmark[] benchmarks = [new DeliveryBenchmark(), new AllocatedBytesBenchmark(), new StoreBenchmark(), new TwoDevicesBenchmark(), new FreeBenchmark(), new PackingBenchmark()];
string[] names = [.. benchmarks.Select(benchmark => benchmark.Name)];

var only = new Option<string[]>("--only")
{
    Description = $"Which benchmarks to run, of {string.Join(", ", names)}; all if not given.",
};
only.AcceptOnlyFromAmong(names);
var quick = new Option<bool>("--quick")
{
    Description = $"Takes {QuickPairs} pairs instead of {Pairs}: shows that everything runs, proves nothing.",
};

var command = new RootCommand("Measures the runtime against its peers, in alternating pairs, and prints each ratio with its spread and its budget.")
{
    only, quick,
};
command.SetAction(parsed =>
{
    string[] selected = parsed.GetValue(only) is { Length: > 0 } some ? some : names;
    var paired = new Paired(parsed.GetValue(quick) ? QuickPairs : Pairs);
    Console.WriteLine($"{paired.Pairs} pairs each, {Environment.ProcessorCount} processors, .NET {Environment.Version}\n");
    Report.PrintHead();
    foreach (IBenchmark benchmark in benchmarks.Where(benchmark => selected.Contains(benchmark.Name)))
    {
        foreach (Row row in benchmark.Run(paired))
        {
            Report.Print(row);
        }
    }
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
