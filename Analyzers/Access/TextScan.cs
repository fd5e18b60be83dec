using System.Buffers;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds identifiers of given names in a file. It reads the text, not the tree: most files hold none of the names.</summary>
internal static class TextScan
{
    /// <summary>The identifier tokens of a file whose name is in a table.</summary>
    /// <param name="root">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    /// <returns>The tokens; those in comments and in text switched off by directives are not among them.</returns>
    public static IEnumerable<SyntaxToken> Find(SyntaxNode root, SourceText text, NameTable names, CancellationToken cancellationToken)
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
            ? root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
            : hits.Select(hit => root.FindToken(hit)).Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)).Distinct();
    }

    /// <summary>Collects where names stand in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names.</param>
    /// <param name="hits">Takes the positions.</param>
    /// <returns><see langword="false"/> if identifiers in the text may be spelled otherwise than they read, so only tokens tell.</returns>
    private static bool TryCollect(ReadOnlySpan<char> text, NameTable names, List<int> hits)
    {
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (!IsIdentifierPart(c))
            {
                if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U')
                {
                    return false;
                }

                i++;
                continue;
            }

            int start = i;
            int hash = 0;
            for (; i < text.Length && IsIdentifierPart(text[i]); i++)
            {
                // The compiler drops formatting characters from identifiers.
                if (text[i] > 127 && char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format)
                {
                    return false;
                }

                hash = NameTable.Hash(hash, text[i]);
            }

            if (names.Contains(text.Slice(start, i - start), hash))
            {
                hits.Add(start);
            }
        }

        return true;
    }

    // What the language lets into an identifier, so that a run ends where the identifier does.
    private static bool IsIdentifierPart(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or (>= '0' and <= '9')
        || (c > 127 && (char.IsLetterOrDigit(c) || IsOtherPart(char.GetUnicodeCategory(c))));

    private static bool IsOtherPart(UnicodeCategory category) => category is
        UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format;
}
