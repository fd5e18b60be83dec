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

    /// <summary>Compiles sources with analyzers, as the compiler does, all of it anew: once for the analyzers' own time, once for all of it.</summary>
    public static Sample Take(CSharpCompilation compilation, Contestant? contestant)
    {
        if (contestant is null)
        {
            return new(0, Spent(compilation, static fresh => fresh.GetDiagnostics()), 0);
        }

        // The telemetry is that of a run which compiles nothing itself.
        AnalysisResult result = With(Fresh(compilation), contestant, logs: true).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        ImmutableArray<Diagnostic> found = result.GetAllDiagnostics();
        Check(found);
        double processors = Spent(
            compilation, fresh => With(fresh, contestant, logs: false).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult());
        if (PrintsRules)
        {
            Print(result, processors);
        }

        return new(result.AnalyzerTelemetryInfo.Values.Sum(telemetry => telemetry.ExecutionTime.TotalNanoseconds), processors, found.Length);
    }

    private static CompilationWithAnalyzers With(CSharpCompilation compilation, Contestant contestant, bool logs) => compilation.WithAnalyzers(
        contestant.Analyzers,
        new CompilationWithAnalyzersOptions(contestant.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: logs));

    // Nothing that an earlier run has computed is taken over.
    private static CSharpCompilation Fresh(CSharpCompilation compilation)
    {
        GC.Collect();
        return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);
    }

    private static double Spent(CSharpCompilation compilation, Func<CSharpCompilation, ImmutableArray<Diagnostic>> compile)
    {
        CSharpCompilation fresh = Fresh(compilation);
        TimeSpan start = Used();
        ImmutableArray<Diagnostic> diagnostics = compile(fresh);
        TimeSpan used = Used() - start;
        Check(diagnostics);
        return used.TotalNanoseconds;
    }

    private static TimeSpan Used()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static void Print(AnalysisResult result, double processors) => Console.WriteLine(
        string.Join(", ", result.AnalyzerTelemetryInfo.OrderByDescending(entry => entry.Value.ExecutionTime)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key.GetType().Name} {entry.Value.ExecutionTime.TotalMilliseconds:0}")))
        + string.Create(CultureInfo.InvariantCulture, $"; processors {processors / NanosecondsPerMillisecond:0} ms"));

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
