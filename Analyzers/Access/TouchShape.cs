using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>Reads from syntax what belongs to one touch. Only ever asked about hits.</summary>
internal static class TouchShape
{
    /// <summary>A name with the namespaces and types that qualify it.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The largest node that names the same thing.</returns>
    public static SyntaxNode WholeName(SimpleNameSyntax name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is { } parent
            && ((parent is QualifiedNameSyntax qualified && qualified.Right == whole)
                || (parent is AliasQualifiedNameSyntax alias && alias.Name == whole)
                || (parent is MemberAccessExpressionSyntax access && access.Name == whole)))
        {
            whole = parent;
        }

        return whole;
    }

    /// <summary>The name that a whole name qualifies.</summary>
    /// <param name="whole">The whole name.</param>
    /// <returns>The name after the next dot, if there is one.</returns>
    public static SimpleNameSyntax? NameToTheRight(SyntaxNode whole) => whole.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Left == whole => qualified.Right,
        MemberAccessExpressionSyntax access when access.Expression == whole => access.Name,
        _ => null,
    };

    /// <summary>The argument whose value is made by naming a type: <c>new T()</c>, a cast, <c>default(T)</c>, <c>as T</c>, <c>out T x</c>.</summary>
    /// <param name="whole">The whole name of the type.</param>
    /// <returns>The argument, if the name stands in one like that.</returns>
    public static ArgumentSyntax? ArgumentNaming(SyntaxNode whole)
    {
        SyntaxNode type = whole;
        while (type.Parent is NullableTypeSyntax or ArrayTypeSyntax)
        {
            type = type.Parent;
        }

        SyntaxNode? value = type.Parent switch
        {
            ObjectCreationExpressionSyntax creation when creation.Type == type => creation,
            ArrayCreationExpressionSyntax creation => creation,
            CastExpressionSyntax cast when cast.Type == type => cast,
            DefaultExpressionSyntax @default => @default,
            DeclarationExpressionSyntax declaration => declaration,
            BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AsExpression) && binary.Right == type => binary,
            _ => null,
        };
        return value is null ? null : WholeValue(value).Parent as ArgumentSyntax;
    }

    /// <summary>A value with the parentheses and exclamation marks around it, which make no operations.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The largest node that is the same value.</returns>
    public static SyntaxNode WholeValue(SyntaxNode value)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            value = value.Parent;
        }

        return value;
    }
}
