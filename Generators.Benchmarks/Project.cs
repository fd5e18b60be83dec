using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Contracts;

namespace MsiEncap.Generators.Benchmarks;

/// <summary>A project that is open in an editor, with a generator that has seen it once.</summary>
internal sealed class Project
{
    private const string Unrelated = "internal static class Unrelated { public const int Depth = 0; }";

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(MsiCookieContractAttribute).Assembly.Location)];

    private readonly int _expected;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    /// <summary>Opens the project.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="sources">Its files; another one, which has nothing to do with them, is added.</param>
    /// <exception cref="InvalidOperationException">The generator has not written something for each file.</exception>
    public Project(ISourceGenerator generator, IEnumerable<string> sources)
    {
        SyntaxTree[] trees = [.. sources.Select(static (text, number) => Parse(text, $"Part{number}.cs"))];
        _compilation = CSharpCompilation.Create(
            "Acme.Drivers",
            [Parse(Unrelated, "Unrelated.cs"), .. trees],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        _driver = CSharpGeneratorDriver.Create([generator], parseOptions: s_language).RunGenerators(_compilation);
        _expected = _driver.GetRunResult().GeneratedTrees.Length;
        if (_expected == 0 || _driver.GetRunResult().Diagnostics.Length > 0)
        {
            throw new InvalidOperationException($"{generator} writes nothing, or has something to say of it.");
        }
    }

    /// <summary>Edits the unrelated file and runs the generator.</summary>
    /// <returns>What that took of the processor, in nanoseconds, and how many bytes were allocated.</returns>
    public (double Processor, double Bytes) Edit()
    {
        SyntaxTree tree = _compilation.SyntaxTrees[0];
        SourceText text = tree.GetText();
        int number = text.ToString().IndexOf("= ", StringComparison.Ordinal) + 2;
        int end = text.ToString().IndexOf(';', number);
        CSharpCompilation changed = _compilation.ReplaceSyntaxTree(
            tree, tree.WithChangedText(text.WithChanges(new TextChange(TextSpan.FromBounds(number, end), $"{++_edits}"))));
        GC.Collect();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        GeneratorDriver driver = _driver.RunGenerators(changed);
        double taken = (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (driver.GetRunResult().GeneratedTrees.Length != _expected)
        {
            throw new InvalidOperationException("An edit of another file has changed what is generated.");
        }

        (_compilation, _driver) = (changed, driver);
        return (taken, bytes);
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), s_language, path);
}
