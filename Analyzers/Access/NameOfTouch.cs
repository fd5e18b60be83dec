using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds members in a <c>nameof</c>, which has no operations for method groups, by binding the names in it.</summary>
internal static class NameOfTouch
{
    /// <summary>Reports the members that code may not touch; types are the name pass's business.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="nameOf">The expression.</param>
    public static void Report(BodyScope scope, INameOfOperation nameOf)
    {
        if (nameOf.SemanticModel is not { } model || nameOf.Argument is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            return;
        }

        ExpressionSyntax? next = (nameOf.Syntax as InvocationExpressionSyntax)?.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        while (next is not null)
        {
            (SimpleNameSyntax? name, ExpressionSyntax? receiver) = next switch
            {
                MemberAccessExpressionSyntax member => (member.Name, member.Expression),
                SimpleNameSyntax simple => (simple, null),
                _ => (null, null),
            };
            if (name is not null && UnmetOf(scope, model, name, receiver) is { } unmet)
            {
                scope.Report(unmet.At(name.Identifier.GetLocation()));
            }

            next = receiver;
        }
    }

    private static Unmet? UnmetOf(BodyScope scope, SemanticModel model, SimpleNameSyntax name, ExpressionSyntax? receiver)
    {
        SymbolInfo bound = model.GetSymbolInfo(name, scope.CancellationToken);
        ISymbol? member = bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault();
        if (member is not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol))
        {
            return null;
        }

        if (scope.UnmetOf(member, null) is { } unmet)
        {
            return unmet;
        }

        // A type on the left is a name, and reported as one.
        return receiver is null or ThisExpressionSyntax or BaseExpressionSyntax || model.GetSymbolInfo(receiver, scope.CancellationToken).Symbol is ITypeSymbol
            ? null
            : scope.UnmetOf(model.GetTypeInfo(receiver, scope.CancellationToken).Type);
    }
}
