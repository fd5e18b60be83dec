using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Runs analyzers as the compiler does.</summary>
internal static class AnalyzerRun
{
    /// <summary>What the compiler and the analyzers say.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="analyzers">The analyzers.</param>
    /// <param name="options">The additional files.</param>
    /// <returns>All errors of the compiler, and everything that the analyzers report, their crashes included.</returns>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var withAnalyzers = compilation.WithAnalyzers(
            analyzers, new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var reported = await withAnalyzers.GetAnalyzerDiagnosticsAsync();
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), .. reported];
    }

    /// <summary>Sorts diagnostics as a reader meets them.</summary>
    /// <param name="diagnostics">The diagnostics.</param>
    /// <returns>The same by file, place, id and message.</returns>
    public static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
        .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
