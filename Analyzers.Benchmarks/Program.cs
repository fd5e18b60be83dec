using System.CommandLine;
using System.Globalization;
using MsiEncap.Analyzers.Benchmarks;
using MsiEncap.Benchmarks.Harness;

const int Pairs = 9;
int QuickPairs = int.Parse(Environment.GetEnvironmentVariable("QP") ?? "1");
const int Lines = 150_000;
int QuickLines = int.Parse(Environment.GetEnvironmentVariable("QL") ?? "15000");

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var quick = new Option<bool>("--quick")
{
    Description = $"Takes {QuickPairs} pair over {QuickLines:N0} lines instead of {Pairs} over {Lines:N0}: shows that everything runs, proves nothing.",
};
var only = new Option<string[]>("--only")
{
    Description = $"Which benchmarks to run, of {string.Join(", ", All(QuickLines).Select(benchmark => benchmark.Name))}; all if not given.",
};
only.AcceptOnlyFromAmong([.. All(QuickLines).Select(benchmark => benchmark.Name)]);

var command = new RootCommand("Measures the analyzers against RS0030 over the same sources and symbols, in alternating pairs.") { only, quick };
command.SetAction(parsed =>
{
    bool isQuick = parsed.GetValue(quick);
    var paired = new Paired(isQuick ? QuickPairs : Pairs);
    string[] selected = parsed.GetValue(only) ?? [];
    Console.WriteLine($"{paired.Pairs} pairs each, {Environment.ProcessorCount} processors, .NET {Environment.Version}, compiler {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version}\n");
    Report.PrintHead();
    foreach (IBenchmark benchmark in All(isQuick ? QuickLines : Lines).Where(benchmark => selected.Length == 0 || selected.Contains(benchmark.Name)))
    {
        foreach (Row row in benchmark.Run(paired))
        {
            Report.Print(row);
        }
    }
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);

static IBenchmark[] All(int lines) => [new CompilationBenchmark(lines), new KeystrokeBenchmark(lines)];
