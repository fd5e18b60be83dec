using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reports lines of additional files that match nothing: grants that nobody takes, suppressions and restrictions of what does not
/// exist. Whether a sanctioned suppression is of use, the analyzers of the suppressed rules say.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI4003StaleEntryAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.StaleEntry, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.StaleEntry;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context) =>
        LedgerFindings.Register(context, RuleId, Descriptors.StaleEntry, static (check, file) => check.Stale(file));
}
