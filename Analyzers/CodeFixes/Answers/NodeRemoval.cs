using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>What text goes when a statement or member does: with the comments that belong to it, but no directive.</summary>
internal static class NodeRemoval
{
    /// <summary>The text to delete.</summary>
    /// <param name="node">A statement or member.</param>
    /// <returns>Its span.</returns>
    public static TextSpan SpanOf(SyntaxNode node)
    {
        SyntaxTriviaList leading = node.GetLeadingTrivia();
        int start = leading.Reverse().TakeWhile(trivia => !trivia.IsDirective).LastOrDefault() is { RawKind: not 0 } first ? first.FullSpan.Start : node.SpanStart;
        int end = node.FullSpan.End;
        SyntaxToken before = node.GetFirstToken().GetPreviousToken();
        if (start == node.FullSpan.Start && before.IsKind(SyntaxKind.OpenBraceToken))
        {
            // What comes next is the first now.
            foreach (SyntaxTrivia blank in node.GetLastToken().GetNextToken().LeadingTrivia.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            {
                end = blank.FullSpan.End;
            }
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The text to delete for an element of a list that is separated by commas.</summary>
    /// <typeparam name="TNode">What the list is of.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="index">The element.</param>
    /// <returns>Its span and that of a comma.</returns>
    public static TextSpan SpanIn<TNode>(SeparatedSyntaxList<TNode> list, int index)
        where TNode : SyntaxNode =>
        index < list.Count - 1 ? TextSpan.FromBounds(list[index].SpanStart, list[index + 1].SpanStart)
        : index > 0 ? TextSpan.FromBounds(list[index - 1].Span.End, list[index].Span.End)
        : list[index].Span;
}
