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
        LookAtDeclarations(access, context);
    }

    /// <summary>Registers what looks at declarations, all of which the compiler has bound anyway.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">The compilation.</param>
    internal static void LookAtDeclarations(AccessModel access, CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(
            symbol => Guard.Run(symbol, RuleIds.RestrictedSymbol, () =>
            {
                DeclarationPass.Run(access, symbol);
                AccessorTouch.Visit(access, symbol);
                OverlaidFields.Visit(access, symbol);
            }),
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Property,
            SymbolKind.Event);

    // Only code that names a carrier is bound, which is little of most.
    private static void Look(AccessModel access, Carriers carriers, SemanticModelAnalysisContext file, bool crefs)
    {
        if (SuspectCode.Of(file.SemanticModel.SyntaxTree, carriers, Signs.Methods, file.CancellationToken) is { } code)
        {
            NamePass.Run(access, code.TypeNames, file);
            Action<Diagnostic> report = file.Reporter();
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
