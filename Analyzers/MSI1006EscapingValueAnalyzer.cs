using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Leaks;

namespace MsiEncap.Analyzers;

/// <summary>Reports restricted values that a role's own code lets out under another type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI1006EscapingValueAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.EscapingValue, Descriptors.EscapingMemory, Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.EscapingValue;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (AccessModel.Of(context.Compilation, context.Options) is not { } access)
        {
            return;
        }

        LeakModel model = new(access, context.Compilation, context.Options);
        context.RegisterOperationBlockAction(block => Guard.Run(block, RuleId, () => EscapePass.Run(model, block)));
    }
}
