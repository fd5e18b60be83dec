using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Suppression;

namespace MsiEncap.Analyzers;

/// <summary>What all rules have in common: they look at generated code too, run concurrently, and never crash silently.</summary>
public abstract class MsiEncapAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The id of the rule, for reports of its failure.</summary>
    private protected abstract string RuleId { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        if (context is null)
        {
            throw new ArgumentNullException(nameof(context));
        }

        // Generated code can hold whatever its author had generated.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start => Guard.Run(start, RuleId, () => StartInMode(start)));
    }

    /// <summary>Registers the rule's callbacks, or none where the compilation has nothing that the rule is about.</summary>
    /// <param name="context">The compilation.</param>
    private protected abstract void Start(CompilationStartAnalysisContext context);

    private void StartInMode(CompilationStartAnalysisContext context)
    {
        if (RuleModeReader.Of(context.Compilation, context.Options) == RuleMode.Off)
        {
            return;
        }

        Start(context);
        if (SupportedDiagnostics.Contains(Descriptors.UnusedSuppression) && LedgerFiles.Any(context.Options, LedgerFileKind.Roles))
        {
            context.RegisterCompilationEndAction(end => Guard.Run(end, RuleId, () => UnusedSuppressions.Report(SupportedDiagnostics, end)));
        }
    }
}
