using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The distinct words of a file, as hashes. Most files hold none of the names that matter, and these say so. They are kept with the
/// tree: an edit costs the file that was edited.
/// </summary>
internal sealed class Words
{
    private static readonly ConditionalWeakTable<SyntaxTree, Words> s_known = new();

    // An editor asks about all files at every keystroke, with the same few tables.
    private const int MostKept = 24;

    private readonly int[] _hashes;
    private volatile (NameTable Names, bool Holds)[] _answers = [];

    private Words(int[] hashes) => _hashes = hashes;

    /// <summary>The words of a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The same for all who ask.</returns>
    public static Words Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        s_known.TryGetValue(tree, out Words? known) ? known : s_known.GetValue(tree, key => Read(key, cancellationToken));

    /// <summary>Whether the file may hold one of the given names.</summary>
    /// <param name="names">The names.</param>
    /// <returns><see langword="false"/> if it holds none.</returns>
    public bool MayHold(NameTable names)
    {
        foreach ((NameTable asked, bool held) in _answers)
        {
            if (ReferenceEquals(asked, names))
            {
                return held;
            }
        }

        bool holds = Look(names);

        // Of two threads that ask for the first time, one may be forgotten, and will be answered anew.
        _answers = [(names, holds), .. _answers.Take(MostKept - 1)];
        return holds;
    }

    private bool Look(NameTable names)
    {
        foreach (int hash in _hashes)
        {
            if (names.MayContain(hash))
            {
                return true;
            }
        }

        return false;
    }

    private static Words Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        HashSet<int> hashes = [];
        if (!TextScan.TryReadWords(tree.GetText(cancellationToken), hash => hashes.Add(hash)))
        {
            foreach (SyntaxToken token in tree.GetRoot(cancellationToken).DescendantTokens())
            {
                _ = hashes.Add(NameTable.Hash(token.ValueText.AsSpan()));
            }
        }

        return new([.. hashes]);
    }
}
