using System.CommandLine;
using System.Globalization;
using MsiEncap.Benchmarks.Harness;
using MsiEncap.Generators.Benchmarks;

const int Pairs = 15;
const int QuickPairs = 3;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var quick = new Option<bool>("--quick")
{
    Description = $"Takes {QuickPairs} pairs instead of {Pairs}: shows that everything runs, proves nothing.",
};
var command = new RootCommand("Measures what the generator costs at an edit against the least that one can cost, and against .NET's own, in alternating pairs.") { quick };
command.SetAction(parsed =>
{
    var paired = new Paired(parsed.GetValue(quick) ? QuickPairs : Pairs);
    Console.WriteLine($"{paired.Pairs} pairs each, {Environment.ProcessorCount} processors, .NET {Environment.Version}, compiler {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version}\n");
    Report.PrintHead();
    foreach (Row row in new KeystrokeBenchmark().Run(paired))
    {
        Report.Print(row);
    }
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
