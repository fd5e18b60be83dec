using Microsoft.CodeAnalysis.Diagnostics;

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
        context.RegisterCompilationStartAction(start => Guard.Run(start, RuleId, () => Start(start)));
    }

    /// <summary>Registers the rule's callbacks, or none where the compilation has nothing that the rule is about.</summary>
    /// <param name="context">The compilation.</param>
    private protected abstract void Start(CompilationStartAnalysisContext context);
}
