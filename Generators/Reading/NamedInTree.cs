using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Generators.Reading;

/// <summary>Which of some names a file uses, rather than gives to something of its own. Kept with the file, so that only a file that changes is read again.</summary>
internal sealed class NamedInTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, NamedInTree> s_known = new();

    private readonly string[] _names;
    private readonly bool[] _found;

    private NamedInTree(SyntaxTree tree, string[] names, CancellationToken cancellationToken)
    {
        _names = names;
        string text = tree.GetText(cancellationToken).ToString();
        _found = [.. names.Select(name => TokensOf(tree, text, name, cancellationToken).Any())];
    }

    /// <summary>Adds what a file has.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="names">The names.</param>
    /// <param name="found">For each name, whether it has been found; what is found in the file is set.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static void Mark(SyntaxTree tree, string[] names, bool[] found, CancellationToken cancellationToken)
    {
        if (!s_known.TryGetValue(tree, out NamedInTree? known) || !known._names.SequenceEqual(names))
        {
            known = new(tree, names, cancellationToken);
            _ = s_known.Remove(tree);
            _ = s_known.GetValue(tree, _ => known);
        }

        for (int i = 0; i < found.Length; i++)
        {
            found[i] |= known._found[i];
        }
    }

    /// <summary>The identifiers of a file that are one of some names.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Each; none is parsed before the text has it.</returns>
    public static IEnumerable<SyntaxToken> TokensOf(SyntaxTree tree, string[] names, CancellationToken cancellationToken)
    {
        string text = tree.GetText(cancellationToken).ToString();
        return names.SelectMany(name => TokensOf(tree, text, name, cancellationToken));
    }

    private static IEnumerable<SyntaxToken> TokensOf(SyntaxTree tree, string text, string name, CancellationToken cancellationToken)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            // Of a short name, most are parts of other words.
            if (IsInWord(text, at - 1) || IsInWord(text, at + name.Length))
            {
                continue;
            }

            SyntaxToken token = tree.GetRoot(cancellationToken).FindToken(at);
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax && token.ValueText == name)
            {
                yield return token;
            }
        }
    }

    private static bool IsInWord(string text, int at) => at >= 0 && at < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at]);
}
