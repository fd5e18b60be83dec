using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Tests.TestKit.Unfiltered;

/// <summary>MSI1007 as it would be if nothing were left out.</summary>
internal sealed class UnfilteredVirqs : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new MSI1007ForgedVirqAnalyzer().SupportedDiagnostics;

    private protected override string RuleId => RuleIds.ForgedVirq;

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (VirqModel.Of(context.Compilation, AccessModel.Of(context.Compilation, context.Options)) is { } model)
        {
            context.RegisterSymbolAction(type => MSI1007ForgedVirqAnalyzer.Check(model, (INamedTypeSymbol)type.Symbol, type.Reporter()), SymbolKind.NamedType);
            context.RegisterOperationBlockAction(code =>
                MSI1007ForgedVirqAnalyzer.Check(model, new(code.OwningSymbol, code.OperationBlocks), FilterComparison.Reporter(code), code.CancellationToken));
        }
    }
}
