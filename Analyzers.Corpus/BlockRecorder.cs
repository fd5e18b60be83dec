using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>Takes down the code that the compiler hands to a block action.</summary>
/// <param name="handed">Takes a line for each block.</param>
/// <param name="text">Writes the line of a symbol and its code.</param>
internal sealed class BlockRecorder(ConcurrentBag<string> handed, Func<ISymbol, ImmutableArray<IOperation>, string> text) : DiagnosticAnalyzer
{

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = new MSI1007ForgedVirqAnalyzer().SupportedDiagnostics;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(code => handed.Add(text(code.OwningSymbol, code.OperationBlocks)));
    }
}
