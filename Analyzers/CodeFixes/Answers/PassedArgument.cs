using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Finds the argument whose value a diagnostic is about.</summary>
internal static class PassedArgument
{
    /// <summary>The argument at a diagnostic.</summary>
    /// <param name="value">What the diagnostic spans: the passed value, which with a name before it is less than the argument.</param>
    /// <returns><see langword="null"/> if the diagnostic is about something else.</returns>
    public static ArgumentSyntax? At(SyntaxNode value) => value as ArgumentSyntax ?? Whole(value).Parent as ArgumentSyntax;

    // What it is cast to is not all that is passed.
    private static SyntaxNode Whole(SyntaxNode value)
    {
        while (value.Parent is CastExpressionSyntax or ParenthesizedExpressionSyntax
            || (value.Parent is QualifiedNameSyntax or NullableTypeSyntax)
            || value.Parent.IsKind(SyntaxKind.AsExpression)
            || value.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
        {
            value = value.Parent!;
        }

        return value;
    }
}
