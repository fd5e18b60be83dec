using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Takes an argument out of a list so that what is left stands where one would have written it.</summary>
internal static class ArgumentRemoval
{
    /// <summary>The list without one argument.</summary>
    /// <param name="list">The list.</param>
    /// <param name="index">Which argument.</param>
    /// <returns>The new list.</returns>
    public static ArgumentListSyntax Remove(ArgumentListSyntax list, int index)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = list.Arguments;
        ArgumentSyntax removed = arguments[index];
        bool last = index == arguments.Count - 1;
        SeparatedSyntaxList<ArgumentSyntax> rest = arguments.RemoveAt(index);
        if (rest.Count == 0)
        {
            return list.WithArguments(rest);
        }

        if (last)
        {
            // The argument that is last now ends the way the removed one did: before a parenthesis, or before a line break.
            ArgumentSyntax end = rest[rest.Count - 1];
            return list.WithArguments(rest.Replace(end, end.WithTrailingTrivia(removed.GetTrailingTrivia())));
        }

        // A comment before the removed argument was about it; one after its comma is about the next, unless it ends the line.
        SyntaxToken separator = arguments.GetSeparator(index);
        SyntaxToken before = index == 0 ? list.OpenParenToken : rest.GetSeparator(index - 1);
        list = index == 0
            ? list.WithOpenParenToken(WithoutComments(before, "")).WithArguments(rest)
            : list.WithArguments(rest.ReplaceSeparator(before, WithoutComments(before, " ")));
        if (EndsLine(separator))
        {
            return list;
        }

        ArgumentSyntax next = list.Arguments[index];
        IEnumerable<SyntaxTrivia> comments = separator.TrailingTrivia.Concat(next.GetLeadingTrivia()).SkipWhile(IsBlank);
        return list.WithArguments(list.Arguments.Replace(next, next.WithLeadingTrivia(removed.GetLeadingTrivia().TakeWhile(IsBlank).Concat(comments))));
    }

    private static SyntaxToken WithoutComments(SyntaxToken token, string space) =>
        EndsLine(token) ? token : token.WithTrailingTrivia(SyntaxFactory.Whitespace(space));

    private static bool EndsLine(SyntaxToken token) => token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
