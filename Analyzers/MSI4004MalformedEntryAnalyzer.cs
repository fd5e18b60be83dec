using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers;

/// <summary>Reports lines of additional files that have no effect: they cannot be read, name no role, or say what another has said.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI4004MalformedEntryAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MalformedEntry, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.MalformedEntry;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context) =>
        LedgerFindings.Register(context, RuleId, Descriptors.MalformedEntry, static (check, file) => check.Malformed(file));
}
