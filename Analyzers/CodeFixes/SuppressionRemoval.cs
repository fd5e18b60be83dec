using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Suppression;

namespace MsiEncap.CodeFixes;

/// <summary>Takes suppressions out of a file. It works on the text: what stands round them is to stay as it is.</summary>
internal static class SuppressionRemoval
{
    /// <summary>Removes the suppressions that diagnostics are about.</summary>
    /// <param name="document">The file.</param>
    /// <param name="diagnostics">The diagnostics.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns><see langword="null"/> if none of them can be removed without changing what is suppressed of other rules.</returns>
    public static async Task<Document?> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        HashSet<AttributeSyntax> attributes = [];
        Dictionary<PragmaWarningDirectiveTriviaSyntax, HashSet<ExpressionSyntax>> pragmas = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
            if (node.FirstAncestorOrSelf<PragmaWarningDirectiveTriviaSyntax>() is { } pragma)
            {
                AddPragma(pragmas, pragma, diagnostic.Location.SourceSpan);
            }
            else if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
            {
                _ = attributes.Add(attribute);
            }
        }

        List<TextChange> changes =
        [
            .. attributes.GroupBy(attribute => attribute.Parent).SelectMany(list => OfList(text, (AttributeListSyntax)list.Key!, [.. list])),
            .. pragmas.Select(entry => OfPragma(text, entry.Key, entry.Value)),
        ];
        return changes.Count == 0 ? null : document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
    }

    // A pragma without ids is for other rules as well, so it stays.
    private static void AddPragma(
        Dictionary<PragmaWarningDirectiveTriviaSyntax, HashSet<ExpressionSyntax>> pragmas, PragmaWarningDirectiveTriviaSyntax pragma, TextSpan span)
    {
        if (pragma.ErrorCodes.FirstOrDefault(code => code.Span == span) is not { } code)
        {
            return;
        }

        Add(pragmas, pragma, code);
        string id = PragmaMap.IdOf(code);
        foreach (PragmaWarningDirectiveTriviaSyntax later in PragmaMap.Of(pragma.SyntaxTree).All.Where(later => later.SpanStart > pragma.SpanStart))
        {
            if (later.ErrorCodes.FirstOrDefault(other => PragmaMap.IdOf(other) == id) is { } same)
            {
                if (!PragmaMap.Disables(later))
                {
                    Add(pragmas, later, same);
                }

                return;
            }
        }
    }

    private static void Add(
        Dictionary<PragmaWarningDirectiveTriviaSyntax, HashSet<ExpressionSyntax>> pragmas, PragmaWarningDirectiveTriviaSyntax pragma, ExpressionSyntax code)
    {
        if (!pragmas.TryGetValue(pragma, out HashSet<ExpressionSyntax>? codes))
        {
            pragmas.Add(pragma, codes = []);
        }

        _ = codes.Add(code);
    }

    private static TextChange OfPragma(SourceText text, PragmaWarningDirectiveTriviaSyntax pragma, HashSet<ExpressionSyntax> codes)
    {
        List<string> rest = [.. pragma.ErrorCodes.Where(code => !codes.Contains(code)).Select(code => code.ToString())];
        return rest.Count == 0
            ? new(text.Lines.GetLineFromPosition(pragma.SpanStart).SpanIncludingLineBreak, "")
            : new(pragma.ErrorCodes.Span, string.Join(", ", rest));
    }

    private static IEnumerable<TextChange> OfList(SourceText text, AttributeListSyntax list, IReadOnlyCollection<AttributeSyntax> removed)
    {
        SeparatedSyntaxList<AttributeSyntax> all = list.Attributes;
        if (removed.Count == all.Count)
        {
            yield return new(WithItsLine(text, list.Span), "");
            yield break;
        }

        // Each goes with the comma after it; those at the end of the list with the comma before.
        int lastKept = Enumerable.Range(0, all.Count).Last(i => !removed.Contains(all[i]));
        for (int i = 0; i < lastKept; i++)
        {
            if (removed.Contains(all[i]))
            {
                yield return new(TextSpan.FromBounds(all[i].SpanStart, all[i + 1].SpanStart), "");
            }
        }

        if (lastKept < all.Count - 1)
        {
            yield return new(TextSpan.FromBounds(all[lastKept].Span.End, all[all.Count - 1].Span.End), "");
        }
    }

    // An attribute that has its line, or lines, for itself leaves none behind.
    private static TextSpan WithItsLine(SourceText text, TextSpan span)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start);
        TextLine last = text.Lines.GetLineFromPosition(span.End);
        if (IsBlank(text, first.Start, span.Start) && IsBlank(text, span.End, last.End))
        {
            return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        int end = span.End;
        while (end < last.End && text[end] is ' ' or '\t')
        {
            end++;
        }

        return TextSpan.FromBounds(span.Start, end);
    }

    private static bool IsBlank(SourceText text, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
