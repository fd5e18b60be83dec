using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>What looking at a compilation once has cost.</summary>
/// <param name="Analyzers">The analyzers' own time, summed, in nanoseconds.</param>
/// <param name="Processors">The processors' time for all of it, the compiler's included, in nanoseconds.</param>
/// <param name="Found">How many diagnostics the analyzers had.</param>
internal readonly record struct Sample(double Analyzers, double Processors, int Found)
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Whether each sample is printed, by analyzer.</summary>
    public static bool PrintsRules { get; set; }

    /// <summary>Compiles sources with analyzers, as the compiler does, all of it anew.</summary>
    public static Sample Take(CSharpCompilation compilation, Contestant? contestant)
    {
        // Nothing that an earlier sample has computed is taken over.
        CSharpCompilation fresh = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        TimeSpan start = process.TotalProcessorTime;
        if (contestant is null)
        {
            Check(fresh.GetDiagnostics());
            return new(0, Elapsed(start), 0);
        }

        var options = new CompilationWithAnalyzersOptions(
            contestant.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true);
        CompilationWithAnalyzers analysis = fresh.WithAnalyzers(contestant.Analyzers, options);
        AnalysisResult result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        ImmutableArray<Diagnostic> compilers = analysis.Compilation.GetDiagnostics();
        double processors = Elapsed(start);
        ImmutableArray<Diagnostic> found = result.GetAllDiagnostics();
        Check(compilers);
        Check(found);
        if (PrintsRules)
        {
            Print(result, processors);
        }

        return new(result.AnalyzerTelemetryInfo.Values.Sum(telemetry => telemetry.ExecutionTime.TotalNanoseconds), processors, found.Length);
    }

    private static void Print(AnalysisResult result, double processors) => Console.WriteLine(
        string.Join(", ", result.AnalyzerTelemetryInfo.OrderByDescending(entry => entry.Value.ExecutionTime)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key.GetType().Name} {entry.Value.ExecutionTime.TotalMilliseconds:0}")))
        + string.Create(CultureInfo.InvariantCulture, $"; processors {processors / NanosecondsPerMillisecond:0} ms"));

    private static double Elapsed(TimeSpan start)
    {
        using var process = Process.GetCurrentProcess();
        return (process.TotalProcessorTime - start).TotalNanoseconds;
    }

    private static bool IsAnalyzers(Diagnostic diagnostic) => !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);

    private static void Check(ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic? wrong = diagnostics.FirstOrDefault(diagnostic =>
            diagnostic.Id is "AD0001" or RuleIds.AnalyzerFailed || (diagnostic.Severity == DiagnosticSeverity.Error && !IsAnalyzers(diagnostic)));
        if (wrong is not null)
        {
            throw new InvalidOperationException($"The figures would be of something else: {wrong}");
        }
    }
}
