using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Stands in for the compiler while an analyzer registers itself, and writes down what for.</summary>
internal sealed class RecordingContext : AnalysisContext
{
    private readonly List<Action<CompilationStartAnalysisContext>> _starts = [];

    /// <summary>What the analyzer wants done with generated code.</summary>
    public GeneratedCodeAnalysisFlags GeneratedCode { get; private set; }

    /// <summary>Whether the analyzer may run on several threads.</summary>
    public bool IsConcurrent { get; private set; }

    /// <summary>The kinds of callbacks that an analyzer registers for a compilation.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="source">The source of the compilation.</param>
    /// <param name="references">Its references.</param>
    /// <returns>The kinds, one for each callback. Those registered outside of compilation start throw.</returns>
    public static IReadOnlyList<string> CallbacksOf(DiagnosticAnalyzer analyzer, string source, ImmutableArray<MetadataReference> references) =>
        CallbacksOf(analyzer, TestCompilation.Create([(Check.SourcePath, source)], references), new([]));

    /// <summary>The kinds of callbacks that an analyzer registers for a compilation.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <returns>The kinds, one for each callback. Those registered outside of compilation start throw.</returns>
    public static IReadOnlyList<string> CallbacksOf(DiagnosticAnalyzer analyzer, Compilation compilation, AnalyzerOptions options)
    {
        RecordingContext context = new();
        analyzer.Initialize(context);
        RecordingStart start = new(compilation, options);
        Assert.Single(context._starts)(start);
        return start.Callbacks;
    }

    /// <inheritdoc/>
    public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => GeneratedCode = analysisMode;

    /// <inheritdoc/>
    public override void EnableConcurrentExecution() => IsConcurrent = true;

    /// <inheritdoc/>
    public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => _starts.Add(action);

    /// <inheritdoc/>
    public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw Unconditional();

    /// <inheritdoc/>
    public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(
        Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw Unconditional();

    private static InvalidOperationException Unconditional() => new("A callback that no compilation can do without is registered.");
}
