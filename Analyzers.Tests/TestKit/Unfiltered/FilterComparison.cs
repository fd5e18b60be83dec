using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.TestKit.Unfiltered;

/// <summary>What the rules say that look at suspect code alone, and what they would say if they looked at all.</summary>
/// <param name="Filtered">What the rules say.</param>
/// <param name="All">What they would say.</param>
internal sealed record FilterComparison(ImmutableArray<string> Filtered, ImmutableArray<string> All)
{
    /// <summary>Runs both.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">The additional files.</param>
    /// <returns>Both answers.</returns>
    public static async Task<FilterComparison> OfAsync(Compilation compilation, AnalyzerOptions options) => new(
        await SaidAsync(compilation, [new MSI1001RestrictedSymbolAnalyzer(), new MSI1007ForgedVirqAnalyzer()], options),
        await SaidAsync(compilation, [new UnfilteredAccess(), new UnfilteredVirqs()], options));

    /// <summary>Describes the differences. The compiler hands some code out twice; what is said of it then is one thing.</summary>
    /// <returns><see langword="null"/> if both are the same.</returns>
    public string? Difference => Filtered.SequenceEqual(All.Distinct()) ? null : string.Join(
        '\n',
        [.. All.Except(Filtered).Select(missed => "missed: " + missed), .. Filtered.Except(All).Select(more => "more: " + more), $"{Filtered.Length} instead of {All.Distinct().Count()}"]);

    /// <summary>The way to report what is found in code that the compiler hands out.</summary>
    /// <param name="code">The code.</param>
    /// <returns>Takes the diagnostics.</returns>
    public static Action<Diagnostic> Reporter(OperationBlockAnalysisContext code) => found =>
        ReportFilter.Of(code.Compilation, code.Options).Report(found, code.ReportDiagnostic);

    private static async Task<ImmutableArray<string>> SaidAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var withAnalyzers = compilation.WithAnalyzers(
            analyzers, new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return [.. AnalyzerRun.InOrder(await withAnalyzers.GetAnalyzerDiagnosticsAsync()).Select(Text)];
    }

    private static string Text(Diagnostic diagnostic) => string.Create(
        CultureInfo.InvariantCulture, $"{diagnostic.Location.GetLineSpan()} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
}
