using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds range variables of restricted types. They have no type of their own: the lambdas that the query stands for tell it.</summary>
internal static class QueryTouch
{
    /// <summary>Looks at a query.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="query">The query.</param>
    public static void Visit(BodyScope scope, ITranslatedQueryOperation query)
    {
        if (query.SemanticModel is not { } model)
        {
            return;
        }

        foreach (SyntaxNode clause in query.Syntax.DescendantNodes(node => node == query.Syntax || node is QueryBodySyntax or QueryContinuationSyntax or JoinClauseSyntax))
        {
            switch (clause)
            {
                case FromClauseSyntax { Type: null } from:
                    Range(scope, query, from.Identifier, from.Expression, model);
                    break;
                case JoinClauseSyntax { Type: null } join:
                    Range(scope, query, join.Identifier, join.InExpression, model);
                    break;
                case JoinIntoClauseSyntax into:
                    Range(scope, query, into.Identifier, null, model);
                    break;
                case QueryContinuationSyntax continuation:
                    Range(scope, query, continuation.Identifier, null, model);
                    break;
                case LetClauseSyntax let when scope.UnmetOf(model.GetTypeInfo(let.Expression, scope.CancellationToken).Type) is { } unmet:
                    scope.Tell(model.GetOperation(let.Expression, scope.CancellationToken));
                    scope.Report(unmet.InferredAt(let.Identifier.GetLocation()));
                    break;
                default:
                    break;
            }
        }
    }

    private static void Range(BodyScope scope, ITranslatedQueryOperation query, SyntaxToken name, ExpressionSyntax? source, SemanticModel model)
    {
        foreach (IOperation part in query.Descendants())
        {
            if (part is IAnonymousFunctionOperation lambda
                && lambda.Symbol.Parameters.FirstOrDefault(parameter => parameter.Name == name.ValueText) is { } range
                && scope.UnmetOf(range.Type) is { } unmet)
            {
                scope.Report(unmet.InferredAt(name.GetLocation()));
                if (source is not null)
                {
                    scope.Tell(model.GetOperation(source, scope.CancellationToken));
                }

                return;
            }
        }
    }
}
