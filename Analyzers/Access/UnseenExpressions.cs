using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Finds members where the compiler makes no operations: attributes and default values of lambdas and local functions, and
/// <c>goto case</c>. Types there are the name pass's business.
/// </summary>
internal static class UnseenExpressions
{
    /// <summary>Looks at the declaration of a lambda or a local function.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="function">The lambda or the local function.</param>
    /// <param name="model">The file's semantic model.</param>
    public static void Declaration(BodyScope scope, SyntaxNode function, SemanticModel? model)
    {
        switch (function)
        {
            case LambdaExpressionSyntax lambda:
                Attributes(scope, lambda.AttributeLists, model);
                Parameters(scope, (lambda as ParenthesizedLambdaExpressionSyntax)?.ParameterList, model);
                break;
            case LocalFunctionStatementSyntax local:
                Attributes(scope, local.AttributeLists, model);
                Parameters(scope, local.ParameterList, model);
                break;
            default:
                break;
        }
    }

    /// <summary>Looks at an expression by binding the names in it; a property can only be set there, by an attribute.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="model">The file's semantic model.</param>
    public static void Expression(BodyScope scope, SyntaxNode? expression, SemanticModel? model)
    {
        if (expression is null || model is null)
        {
            return;
        }

        foreach (SyntaxNode node in expression.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax name
                && model.GetSymbolInfo(name, scope.CancellationToken).Symbol is (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) and var member
                && !(member is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var made } && scope.UnmetOf(made) is not null)
                && scope.UnmetOf(member, Accessors.Second) is { } unmet)
            {
                scope.Report(unmet.At(name.Identifier.GetLocation()));
            }
        }
    }

    private static void Parameters(BodyScope scope, ParameterListSyntax? parameters, SemanticModel? model)
    {
        if (parameters is null)
        {
            return;
        }

        foreach (ParameterSyntax parameter in parameters.Parameters)
        {
            Attributes(scope, parameter.AttributeLists, model);
            Expression(scope, parameter.Default?.Value, model);
        }
    }

    private static void Attributes(BodyScope scope, SyntaxList<AttributeListSyntax> lists, SemanticModel? model)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                Expression(scope, attribute, model);
            }
        }
    }
}
