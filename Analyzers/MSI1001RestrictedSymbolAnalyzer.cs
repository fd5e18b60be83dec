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
        RestrictedNames names = new(context.Compilation, access.Restrictions);
        context.RegisterSemanticModelAction(file =>
            Guard.Run(file, RuleId, () =>
            {
                NamePass.Run(access, names, file);
                if (crefs)
                {
                    CrefPass.Run(access, file);
                }
            }));
        context.RegisterOperationBlockAction(block =>
            Guard.Run(block, RuleId, () => BodyPass.Run(access, block)));
        context.RegisterSymbolAction(
            symbol => Guard.Run(symbol, RuleId, () =>
            {
                DeclarationPass.Run(access, symbol);
                AccessorTouch.Visit(access, symbol);
                OverlaidFields.Visit(access, symbol);
            }),
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Property,
            SymbolKind.Event);
    }
}
