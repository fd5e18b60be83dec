using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>Compares the code that is found by declarations with that which the compiler hands to a block action.</summary>
internal static class HandedOutCode
{
    /// <summary>Describes the differences.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns><see langword="null"/> if what is found is what is handed out, and maybe attributes that the compiler forgets.</returns>
    public static async Task<string?> DifferenceAsync(Compilation compilation)
    {
        ConcurrentBag<string> handed = [];
        _ = await compilation.WithAnalyzers([new BlockRecorder(handed, Text)]).GetAnalyzerDiagnosticsAsync();
        string[] found = [.. compilation.SyntaxTrees.SelectMany(tree => Found(compilation.GetSemanticModel(tree), tree))];
        string[] different =
        [
            .. handed.Except(found).Select(block => "not found: " + block),
            .. found.Except(handed).Where(block => !block.EndsWith(OperationKind.Attribute.ToString(), StringComparison.Ordinal)).Select(block => "not handed out: " + block),
            .. found.GroupBy(block => block).Where(same => same.Count() > 1).Select(same => "found twice: " + same.Key),
        ];
        return different.Length == 0 ? null : string.Join('\n', different.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Found(SemanticModel model, SyntaxTree tree) => tree.GetRoot().DescendantNodesAndSelf()
        .Where(node => node is MemberDeclarationSyntax or CompilationUnitSyntax)
        .SelectMany(node => ExecutableCode.Of(node, model, CancellationToken.None))
        .Select(block => Text(block.Owner, block.Blocks));

    // The attributes of an assembly are handed out once more for the type of a program.
    private static string Text(ISymbol owner, ImmutableArray<IOperation> blocks) =>
        $"{(blocks.All(IsOfAssembly) ? "assembly" : $"{owner.Kind} {owner.ToDisplayString()}")}: "
        + string.Join(", ", blocks.Select(block => $"{block.Syntax.SyntaxTree.FilePath}{block.Syntax.Span} {block.Kind}").Order(StringComparer.Ordinal));

    private static bool IsOfAssembly(IOperation block) => block.Syntax.Parent is AttributeListSyntax { Parent: CompilationUnitSyntax };
}
