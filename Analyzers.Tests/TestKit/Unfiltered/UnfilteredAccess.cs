using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Tests.TestKit.Unfiltered;

/// <summary>MSI1001 to MSI1004 as they would be if nothing were left out: each body as the compiler hands it out, each name in each file.</summary>
internal sealed class UnfilteredAccess : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new MSI1001RestrictedSymbolAnalyzer().SupportedDiagnostics;

    private protected override string RuleId => RuleIds.RestrictedSymbol;

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (AccessModel.Of(context.Compilation, context.Options) is not { } access)
        {
            return;
        }

        context.RegisterSymbolAction(
            symbol => DeclarationPass.Look(access, symbol.Compilation, symbol.Symbol, symbol.Reporter(), symbol.CancellationToken),
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Property,
            SymbolKind.Event);
        if (CrefPass.IsWanted(context.Compilation, context.Options))
        {
            context.RegisterSemanticModelAction(file => CrefPass.Run(access, file));
        }

        context.RegisterOperationBlockAction(code =>
            BodyPass.Run(access, new(code.OwningSymbol, code.OperationBlocks), FilterComparison.Reporter(code), code.CancellationToken));
        context.RegisterSemanticModelAction(file => NamePass.Run(
            access,
            file.SemanticModel.SyntaxTree.GetRoot(file.CancellationToken).DescendantTokens().Where(IsName),
            file));
    }

    // What the language calls a type names none.
    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) && token.Text is not ("var" or "nint" or "nuint");
}
