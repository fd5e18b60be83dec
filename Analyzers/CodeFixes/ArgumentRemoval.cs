using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes;

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

        // On one line the next argument takes the place of the removed one, comments of its own included; on lines of their own it stays.
        ArgumentSyntax next = rest[index];
        bool sameLine = !arguments.GetSeparator(index).TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return sameLine
            ? list.WithArguments(rest.Replace(next, next.WithLeadingTrivia(Indentation(removed).AddRange(Comments(next)))))
            : list.WithArguments(rest);
    }

    private static SyntaxTriviaList Indentation(ArgumentSyntax removed) =>
        [.. removed.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))];

    private static IEnumerable<SyntaxTrivia> Comments(ArgumentSyntax next) =>
        next.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
}
