using System.CommandLine;
using System.Globalization;
using MsiEncap.Analyzers.Benchmarks;
using MsiEncap.Benchmarks.Harness;

const int Pairs = 9;
const int QuickPairs = 1;
const int Lines = 150_000;
const int QuickLines = 15_000;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var quick = new Option<bool>("--quick")
{
    Description = $"Takes {QuickPairs} pair over {QuickLines:N0} lines, unless told otherwise: shows that everything runs, proves nothing.",
};
var pairs = new Option<int?>("--pairs") { Description = $"How many pairs to take; {Pairs} if not given." };
var lines = new Option<int?>("--lines") { Description = $"How many lines the sources have, at least; {Lines:N0} if not given." };
var byRule = new Option<bool>("--by-rule") { Description = "Prints each sample, with the time of each of our analyzers." };
var only = new Option<string[]>("--only")
{
    Description = $"Which benchmarks to run, of {string.Join(", ", All(QuickLines).Select(benchmark => benchmark.Name))}; all if not given.",
};
only.AcceptOnlyFromAmong([.. All(QuickLines).Select(benchmark => benchmark.Name)]);

var command = new RootCommand("Measures the analyzers against RS0030 over the same sources and symbols, in alternating pairs.") { only, quick, pairs, lines, byRule };
command.SetAction(parsed =>
{
    bool isQuick = parsed.GetValue(quick);
    var paired = new Paired(parsed.GetValue(pairs) ?? (isQuick ? QuickPairs : Pairs));
    int size = parsed.GetValue(lines) ?? (isQuick ? QuickLines : Lines);
    Sample.PrintsRules = parsed.GetValue(byRule);
    string[] selected = parsed.GetValue(only) ?? [];
    Console.WriteLine($"{paired.Pairs} pairs each over {size:N0} lines, {Environment.ProcessorCount} processors, .NET {Environment.Version}, compiler {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version}\n");
    Report.PrintHead();
    foreach (IBenchmark benchmark in All(size).Where(benchmark => selected.Length == 0 || selected.Contains(benchmark.Name)))
    {
        foreach (Row row in benchmark.Run(paired))
        {
            Report.Print(row);
        }
    }
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);

static IBenchmark[] All(int lines) => [new CompilationBenchmark(lines), new KeystrokeBenchmark(lines)];
