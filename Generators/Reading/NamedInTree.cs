using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

namespace MsiEncap.Generators.Reading;

/// <summary>Which of some names a file uses, rather than gives to something of its own. Kept with the file, so that only a file that changes is read again.</summary>
internal sealed class NamedInTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, NamedInTree> s_known = new();

    private readonly NameTable _names;
    private readonly HashSet<string> _found;

    private NamedInTree(SyntaxTree tree, NameTable names, CancellationToken cancellationToken)
    {
        _names = names;
        _found = new(
            TextScan.Find(tree.GetRoot(cancellationToken), tree.GetText(cancellationToken), names, cancellationToken)
                .Where(token => token.Parent is SimpleNameSyntax).Select(token => token.ValueText),
            StringComparer.Ordinal);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="names">The names; a table that is shared by all who ask for the same.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Those of the names that it uses.</returns>
    public static IReadOnlyCollection<string> Of(SyntaxTree tree, NameTable names, CancellationToken cancellationToken)
    {
        if (!s_known.TryGetValue(tree, out NamedInTree? known) || known._names != names)
        {
            known = new(tree, names, cancellationToken);
            _ = s_known.Remove(tree);
            _ = s_known.GetValue(tree, _ => known);
        }

        return known._found;
    }
}
