using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>Where a touch of a member is shown: at the member's name, or at the token that stands for it.</summary>
internal static class NameLocation
{
    /// <summary>The place to show.</summary>
    /// <param name="syntax">The syntax of the operation that touches a member.</param>
    /// <returns>The location of one token, or of the whole syntax where no token stands for the member.</returns>
    public static Location Of(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => Of(Bare(invocation.Expression)),
        MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
        SimpleNameSyntax name => name.Identifier.GetLocation(),
        QualifiedNameSyntax name => Of(name.Right),
        AliasQualifiedNameSyntax name => Of(name.Name),
        ElementAccessExpressionSyntax element => element.ArgumentList.GetLocation(),
        BaseObjectCreationExpressionSyntax creation => creation is ObjectCreationExpressionSyntax { Type: { } type } ? Of(type) : creation.NewKeyword.GetLocation(),
        AttributeSyntax attribute => Of(attribute.Name),
        ConstructorInitializerSyntax initializer => initializer.ThisOrBaseKeyword.GetLocation(),
        PrimaryConstructorBaseTypeSyntax baseType => Of(baseType.Type),
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        PrefixUnaryExpressionSyntax prefix => prefix.OperatorToken.GetLocation(),
        PostfixUnaryExpressionSyntax postfix => postfix.OperatorToken.GetLocation(),
        CastExpressionSyntax cast => cast.Type.GetLocation(),
        QueryClauseSyntax or SelectOrGroupClauseSyntax or OrderingSyntax => syntax.GetFirstToken().GetLocation(),
        _ => TouchShape.WholeValue(syntax).GetLocation(),
    };

    // "handler!()" and "(handler)()" invoke by the handler's name.
    private static ExpressionSyntax Bare(ExpressionSyntax called)
    {
        while (called is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            called = called is PostfixUnaryExpressionSyntax postfix ? postfix.Operand : ((ParenthesizedExpressionSyntax)called).Expression;
        }

        return called;
    }
}
