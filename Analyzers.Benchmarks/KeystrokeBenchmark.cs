using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>One edit in one file, then that file's diagnostics, as an editor asks for them.</summary>
internal sealed class KeystrokeBenchmark(int lines) : IBenchmark
{
    private const int Edits = 101;
    private const int WarmUps = 30;
    private const int Many = 400;
    private const int Few = 10;

    public string Name => "keystroke";

    public IEnumerable<Row> Run(Paired paired)
    {
        yield return Compare(Many, Budget.AtMost(1.0));
        yield return Compare(Few, Budget.AtMost(1.0));
    }

    private Row Compare(int types, Budget budget)
    {
        CSharpCompilation compilation = Drivers.Compile(lines, types);
        Contestant peer = Contestant.Rs0030(types);
        int edit = 0;

        // An editor runs for hours; what is measured is not the first minute of it.
        for (int i = 0; i < WarmUps; i++)
        {
            Edit(compilation, Contestant.Ours, ++edit);
            Edit(compilation, peer, ++edit);
        }

        // Both sides of a pair edit the same file.
        edit++;
        int subjects = 0;
        int peers = 0;
        PairedResult result = new Paired(Edits).Measure(
            () => Edit(compilation, Contestant.Ours, edit + subjects++),
            () => Edit(compilation, peer, edit + peers++));
        return Row.OfMilliseconds($"{types} types: one edit, then that file's diagnostics", result, budget);
    }

    /// <summary>Edits a file and asks for its diagnostics.</summary>
    /// <returns>Nanoseconds from the edit to the answer.</returns>
    private static double Edit(CSharpCompilation compilation, Contestant contestant, int number)
    {
        SyntaxTree tree = compilation.SyntaxTrees[number % compilation.SyntaxTrees.Length];
        SourceText text = tree.GetText();
        int inside = text.ToString().IndexOf("int opened = 0;", StringComparison.Ordinal);
        SourceText edited = text.WithChanges(new TextChange(new TextSpan(inside, 0), $"int edited{number} = {number}; "));
        long start = Stopwatch.GetTimestamp();
        SyntaxTree next = tree.WithChangedText(edited);
        CSharpCompilation changed = compilation.ReplaceSyntaxTree(tree, next);
        CompilationWithAnalyzers analysis = changed.WithAnalyzers(contestant.Analyzers, contestant.Options);
        _ = analysis.GetAnalyzerSyntaxDiagnosticsAsync(next, CancellationToken.None).GetAwaiter().GetResult();
        _ = analysis.GetAnalyzerSemanticDiagnosticsAsync(changed.GetSemanticModel(next), null, CancellationToken.None).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
