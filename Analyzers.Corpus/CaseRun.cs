using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Analyzers.Tests.TestKit.Markup;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>What the compiler and all rules say of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="CompilerErrors">What the compiler refuses.</param>
/// <param name="Difference">How the rules' words differ from the marks; <see langword="null"/> if they do not.</param>
internal sealed record CaseRun(CorpusCase Case, ImmutableArray<Diagnostic> CompilerErrors, string? Difference)
{
    // Compilations that differ in their sources alone share one binding of the references.
    private static readonly ConcurrentDictionary<string, CSharpCompilation> s_bases = new();

    /// <summary>Compiles a case and runs all rules over it.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <returns>What was said.</returns>
    public static async Task<CaseRun> OfAsync(CorpusCase corpusCase)
    {
        ImmutableArray<Diagnostic> said = (await DiagnosticsAsync(corpusCase)).Diagnostics;
        ImmutableArray<Diagnostic> refused = [.. said.Where(diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))];
        var marks = corpusCase.Sources.Concat(corpusCase.AdditionalFiles)
            .ToImmutableDictionary(file => file.Path, file => MarkupText.Parse(file.Markup, ""));
        return new(corpusCase, refused, DiagnosticComparison.Describe(marks, [.. said.Except(refused)]));
    }

    /// <summary>Runs the compiler and all rules.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <returns>What they say.</returns>
    public static async Task<CaseDiagnostics> DiagnosticsAsync(CorpusCase corpusCase)
    {
        CSharpCompilation compilation = Compile(corpusCase);
        return new(compilation, await AnalyzerRun.DiagnosticsAsync(compilation, Catalogue.Analyzers, Options(corpusCase)));
    }

    /// <summary>The additional files and the properties of a case.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <returns>Both.</returns>
    public static AnalyzerOptions Options(CorpusCase corpusCase)
    {
        ImmutableArray<AdditionalText> additional = [.. corpusCase.AdditionalFiles.Select(file => new InMemoryFile(file.Path, file.ToSourceText()))];
        return new(additional, new CaseProperties(corpusCase.Properties));
    }

    /// <summary>The marks of a case.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <returns>All of all files.</returns>
    public static IEnumerable<MarkedSpan> Marks(CorpusCase corpusCase) =>
        corpusCase.Sources.Concat(corpusCase.AdditionalFiles).SelectMany(file => MarkupText.Parse(file.Markup, "").Spans);

    /// <summary>Compiles a case.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <returns>The compilation.</returns>
    public static CSharpCompilation Compile(CorpusCase corpusCase)
    {
        string key = $"{corpusCase.AssemblyName}|{corpusCase.IsProgram}|{corpusCase.WithoutRuntime}|{string.Join(',', corpusCase.Libraries)}";
        return s_bases.GetOrAdd(key, _ => Base(corpusCase)).AddSyntaxTrees(corpusCase.Sources.Select(file =>
            CSharpSyntaxTree.ParseText(file.ToSourceText(), TestCompilation.ParseOptions, file.Path)));
    }

    private static CSharpCompilation Base(CorpusCase corpusCase)
    {
        ImmutableArray<MetadataReference> framework = corpusCase.WithoutRuntime ? TestCompilation.Framework : TestCompilation.Default;
        CSharpCompilation compilation = TestCompilation.Create(
            [],
            [
                .. framework,
                .. corpusCase.Libraries.Select(use => CorpusLibraries.Get(use.Name).WithAliases(use.Alias is null ? [] : [use.Alias])),
            ],
            assemblyName: corpusCase.AssemblyName);
        return corpusCase.IsProgram
            ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))
            : compilation;
    }
}
