using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Stands in for the compiler at the start of a compilation, and writes down which callbacks are registered.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="options">Its options; none if not given.</param>
internal sealed class RecordingStart(Compilation compilation, AnalyzerOptions? options = null)
    : CompilationStartAnalysisContext(compilation, options ?? new AnalyzerOptions([]), CancellationToken.None)
{
    private readonly List<string> _callbacks = [];

    /// <summary>The kinds of the callbacks.</summary>
    public IReadOnlyList<string> Callbacks => _callbacks;

    /// <inheritdoc/>
    public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => _callbacks.Add("CompilationEnd");

    /// <inheritdoc/>
    public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => _callbacks.Add("SemanticModel");

    /// <inheritdoc/>
    public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => _callbacks.Add("Symbol");

    /// <inheritdoc/>
    public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => _callbacks.Add("CodeBlockStart");

    /// <inheritdoc/>
    public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => _callbacks.Add("CodeBlock");

    /// <inheritdoc/>
    public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => _callbacks.Add("OperationBlockStart");

    /// <inheritdoc/>
    public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => _callbacks.Add("OperationBlock");

    /// <inheritdoc/>
    public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => _callbacks.Add("Operation");

    /// <inheritdoc/>
    public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind) => _callbacks.Add("SymbolStart");

    /// <inheritdoc/>
    public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => _callbacks.Add("SyntaxTree");

    /// <inheritdoc/>
    public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => _callbacks.Add("AdditionalFile");

    /// <inheritdoc/>
    public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(
        Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => _callbacks.Add("SyntaxNode");
}
