using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers;

/// <summary>Reports restricted types and members that are named, used or merely held by code outside their role.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI1001RestrictedSymbolAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RestrictedSymbol,
        Descriptors.InferredType,
        Descriptors.ReachedByName,
        Descriptors.Reinterpreted,
        Descriptors.PragmaWithoutIds,
        Descriptors.UnusedSuppression,
        Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.RestrictedSymbol;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (AccessModel.Of(context.Compilation, context.Options) is not { } access)
        {
            return;
        }

        bool crefs = CrefPass.IsWanted(context.Compilation, context.Options);
        Carriers carriers = access.Carriers;
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () => Look(access, carriers, file, crefs)));
    }

    // Only code that names a carrier is bound, which is little of most.
    private static void Look(AccessModel access, Carriers carriers, SemanticModelAnalysisContext file, bool crefs)
    {
        if (SuspectCode.Of(file.SemanticModel.SyntaxTree, carriers, Signs.Local, file.CancellationToken) is { } code)
        {
            Action<Diagnostic> report = file.Reporter();
            NamePass.Run(access, code.TypeNames, file);
            DeclarationPass.Run(access, code, file.SemanticModel, report, file.CancellationToken);
            foreach (ExecutableCode.Block block in code.Blocks(file.SemanticModel, file.CancellationToken))
            {
                BodyPass.Run(access, block, report, file.CancellationToken);
            }
        }

        if (crefs)
        {
            CrefPass.Run(access, file);
        }
    }
}
