using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>One run of a generator from nothing, over sources as a user has them.</summary>
/// <param name="Output">The sources and what was generated from them.</param>
/// <param name="Result">What the generator did.</param>
internal sealed record GeneratorRun(CSharpCompilation Output, GeneratorDriverRunResult Result)
{
    /// <summary>The path of a source that was given without one.</summary>
    public const string DefaultPath = "Driver.cs";

    // Above any warning wave of any compiler.
    private const int EveryWarning = 9999;

    /// <summary>The hint names of the generated sources and their texts, in the order of the names.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = SourcesOf(Result);

    /// <summary>Runs a generator over one source.</summary>
    /// <typeparam name="TGenerator">The generator.</typeparam>
    /// <param name="source">The text of the source.</param>
    /// <param name="version">The language; that of <see cref="TestCompilation.ParseOptions"/> if not given.</param>
    /// <returns>The run, which neither threw nor reported anything.</returns>
    public static GeneratorRun Of<TGenerator>(string source, LanguageVersion? version = null)
        where TGenerator : IIncrementalGenerator, new() =>
        Of<TGenerator>([(DefaultPath, source)], version);

    /// <summary>Runs a generator over several sources.</summary>
    /// <typeparam name="TGenerator">The generator.</typeparam>
    /// <param name="sources">Path and text of each source.</param>
    /// <param name="version">The language; that of <see cref="TestCompilation.ParseOptions"/> if not given.</param>
    /// <returns>The run, which neither threw nor reported anything.</returns>
    public static GeneratorRun Of<TGenerator>(IEnumerable<(string Path, string Text)> sources, LanguageVersion? version = null)
        where TGenerator : IIncrementalGenerator, new()
    {
        CSharpParseOptions options = version is { } given
            ? TestCompilation.ParseOptions.WithLanguageVersion(given)
            : TestCompilation.ParseOptions;
        return Of<TGenerator>(TestCompilation.Create(sources, parseOptions: options), options);
    }

    /// <summary>Runs a generator over a compilation.</summary>
    /// <typeparam name="TGenerator">The generator.</typeparam>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">How generated sources are parsed.</param>
    /// <returns>The run, which neither threw nor reported anything.</returns>
    public static GeneratorRun Of<TGenerator>(CSharpCompilation compilation, CSharpParseOptions options)
        where TGenerator : IIncrementalGenerator, new()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new TGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorDriverRunResult result = driver.GetRunResult();
        AssertQuiet(result);
        return new GeneratorRun((CSharpCompilation)output, result);
    }

    /// <summary>The sources that a generator wrote.</summary>
    /// <param name="result">What the generator did.</param>
    /// <returns>Their texts by hint name, in the ordinal order of the names.</returns>
    public static SortedDictionary<string, string> SourcesOf(GeneratorDriverRunResult result) => new(
        result.Results.SelectMany(generator => generator.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
        StringComparer.Ordinal);

    /// <summary>Asserts that a generator neither threw nor reported a diagnostic.</summary>
    /// <param name="result">What the generator did.</param>
    public static void AssertQuiet(GeneratorDriverRunResult result)
    {
        Assert.All(result.Results, generator => Assert.Null(generator.Exception));
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>Asserts that a source, and what a generator makes of it, compile without a warning in several languages.</summary>
    /// <typeparam name="TGenerator">The generator.</typeparam>
    /// <param name="source">The text of the source.</param>
    /// <param name="versions">The languages.</param>
    public static void AssertCompiles<TGenerator>(string source, params LanguageVersion[] versions)
        where TGenerator : IIncrementalGenerator, new() =>
        Assert.All(versions, version => Of<TGenerator>(source, version).AssertCompiles());

    /// <summary>
    /// Asserts that the sources compile together with what was generated, without a warning: with every warning that the compiler
    /// knows, with documentation on, and so with every public member documented.
    /// </summary>
    /// <returns>This run.</returns>
    public GeneratorRun AssertCompiles()
    {
        Diagnostic[] found =
        [
            .. Output.WithOptions(Output.Options.WithWarningLevel(EveryWarning)).GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
        ];
        Assert.True(
            found.Length == 0,
            $"The sources and what was generated do not compile cleanly:\n{string.Join('\n', found.Select(Describe))}");
        return this;
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        string? line = diagnostic.Location.SourceTree?.GetText().Lines[position.StartLinePosition.Line].ToString();
        return $"{diagnostic}\n    {line?.Trim()}";
    }
}
