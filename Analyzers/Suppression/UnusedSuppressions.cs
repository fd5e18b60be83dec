using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers.Suppression;

/// <summary>
/// Reports sanctioned suppressions that suppress nothing. Each analyzer does so for its own rules when it has seen the whole
/// compilation: no analyzer knows what another found.
/// </summary>
internal static class UnusedSuppressions
{
    private static readonly ImmutableDictionary<string, string?> s_remove = ImmutableDictionary<string, string?>.Empty.Add(LedgerProperties.Remove, "");

    /// <summary>Reports the lines that were of no use.</summary>
    /// <param name="rules">What the analyzer reports.</param>
    /// <param name="context">The end of the compilation.</param>
    public static void Report(ImmutableArray<DiagnosticDescriptor> rules, CompilationAnalysisContext context)
    {
        HashSet<string> ids = [.. rules.Select(rule => rule.Id)];
        foreach ((LedgerFile file, LedgerEntry entry) in ReportFilter.Of(context.Compilation, context.Options).Sanctions.Unused(ids))
        {
            context.Report(Diagnostic.Create(Descriptors.UnusedSuppression, file.At(entry.Object.Span), s_remove, entry.Subject.Text, entry.Object.Text));
        }
    }
}
