using System.Buffers;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Generators.Words;

/// <summary>Finds identifiers of given names in a file. It reads the text, not the tree: most files hold none of the names.</summary>
internal static class TextScan
{
    /// <summary>The identifier tokens of a file whose name is in a table.</summary>
    /// <param name="root">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    /// <param name="keywords">Which keywords count, if they are among the names; no others do.</param>
    /// <returns>The tokens; those in comments and in text switched off by directives are not among them.</returns>
    public static IEnumerable<SyntaxToken> Find(SyntaxNode root, SourceText text, NameTable names, CancellationToken cancellationToken, IReadOnlyCollection<SyntaxKind>? keywords = null)
    {
        List<int>? hits = [];
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, buffer, 0, text.Length);
            if (!TryCollect(buffer.AsSpan(0, text.Length), names, hits))
            {
                hits = null;
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return hits is null
            ? root.DescendantTokens().Where(IsHit)
            : hits.Select(hit => root.FindToken(hit)).Where(IsHit).Distinct();

        // In comments, strings and text that is switched off there are no tokens.
        bool IsHit(SyntaxToken token) => (token.IsKind(SyntaxKind.IdentifierToken) || keywords?.Contains(token.Kind()) == true) && names.Contains(token.ValueText);
    }

    /// <summary>Calls back for each word of a text: identifiers, keywords and what else is made of their characters, comments included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Takes the hash of a word.</param>
    /// <returns><see langword="false"/> if identifiers may be spelled otherwise than they read, so only tokens tell.</returns>
    public static bool TryReadWords(SourceText text, Action<int> word)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, buffer, 0, text.Length);
            ReadOnlySpan<char> rest = buffer.AsSpan(0, text.Length);
            for (int i = 0; i < rest.Length;)
            {
                if (Next(rest, ref i, out int hash) is not { } length)
                {
                    return false;
                }

                if (length > 0)
                {
                    word(hash);
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Collects where names stand in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names.</param>
    /// <param name="hits">Takes the positions.</param>
    /// <returns><see langword="false"/> if identifiers in the text may be spelled otherwise than they read, so only tokens tell.</returns>
    private static bool TryCollect(ReadOnlySpan<char> text, NameTable names, List<int> hits)
    {
        for (int i = 0; i < text.Length;)
        {
            if (Next(text, ref i, out int hash) is not { } length)
            {
                return false;
            }

            if (length > 0 && names.Contains(text.Slice(i - length, length), hash))
            {
                hits.Add(i - length);
            }
        }

        return true;
    }

    /// <summary>Steps over the next character, or the next word.</summary>
    /// <returns>The length of the word, 0 if it is none; <see langword="null"/> if identifiers may be spelled otherwise than they read.</returns>
    private static int? Next(ReadOnlySpan<char> text, ref int i, out int hash)
    {
        hash = 0;
        char c = text[i];
        if (!IsIdentifierPart(c))
        {
            i++;
            return c == '\\' && i < text.Length && text[i] is 'u' or 'U' ? null : 0;
        }

        int start = i;
        for (; i < text.Length && IsIdentifierPart(text[i]); i++)
        {
            // The compiler drops formatting characters from identifiers.
            if (text[i] > 127 && char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format)
            {
                return null;
            }

            hash = NameTable.Hash(hash, text[i]);
        }

        return i - start;
    }

    // What the language lets into an identifier, so that a run ends where the identifier does.
    private static bool IsIdentifierPart(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or (>= '0' and <= '9')
        || (c > 127 && (char.IsLetterOrDigit(c) || IsOtherPart(char.GetUnicodeCategory(c))));

    private static bool IsOtherPart(UnicodeCategory category) => category is
        UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format;
}
