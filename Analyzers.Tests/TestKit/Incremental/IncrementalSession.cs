using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>A project that is open in an editor: one driver that sees edit after edit.</summary>
/// <typeparam name="TGenerator">The generator.</typeparam>
internal sealed class IncrementalSession<TGenerator>
    where TGenerator : IIncrementalGenerator, new()
{
    private CSharpCompilation _compilation;

    private GeneratorDriver _driver;

    /// <summary>Opens a project of one source and runs the generator for the first time.</summary>
    /// <param name="source">The source; its path is <see cref="GeneratorRun.DefaultPath"/>.</param>
    public IncrementalSession(string source)
        : this([(GeneratorRun.DefaultPath, source)])
    {
    }

    /// <summary>Opens a project and runs the generator for the first time.</summary>
    /// <param name="sources">Path and text of each source.</param>
    /// <param name="tracked">Whether it records why each output is as it is, which no compiler or editor does.</param>
    /// <param name="references">What it references; <see cref="TestCompilation.Default"/> if not given.</param>
    public IncrementalSession(IEnumerable<(string Path, string Text)> sources, bool tracked = true, IEnumerable<MetadataReference>? references = null)
    {
        _compilation = TestCompilation.Create(sources, references);
        _driver = CSharpGeneratorDriver
            .Create(
                [new TGenerator().AsSourceGenerator()],
                parseOptions: TestCompilation.ParseOptions,
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracked))
            .RunGenerators(_compilation);
        GeneratorRun.AssertQuiet(_driver.GetRunResult());
    }

    /// <summary>What the last run did.</summary>
    public GeneratorDriverRunResult Result => _driver.GetRunResult();

    /// <summary>Edits the project and runs the generator again.</summary>
    /// <param name="edit">The edit.</param>
    /// <returns>What the generator did about it.</returns>
    public IncrementalRun Apply(SourceEdit edit)
    {
        _compilation = edit.Apply(_compilation);
        _driver = _driver.RunGenerators(_compilation);
        GeneratorRun.AssertQuiet(Result);
        return new IncrementalRun(Result, () => GeneratorRun.Of<TGenerator>(_compilation, TestCompilation.ParseOptions));
    }
}
