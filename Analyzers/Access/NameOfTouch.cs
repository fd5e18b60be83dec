using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds members in a <c>nameof</c>, which has no operations for method groups, by binding the names in it.</summary>
internal static class NameOfTouch
{
    /// <summary>Reports the members that code may not touch; types are the name pass's business.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="nameOf">The expression.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public static void Report(
        AccessModel access, INameOfOperation nameOf, INamedTypeSymbol? site, Action<Diagnostic> report, CancellationToken cancellationToken)
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
            if (name is not null && UnmetOf(access, model, name, receiver, site, cancellationToken) is { } unmet)
            {
                report(unmet.At(name.Identifier.GetLocation()));
            }

            next = receiver;
        }
    }

    private static Unmet? UnmetOf(
        AccessModel access, SemanticModel model, SimpleNameSyntax name, ExpressionSyntax? receiver, INamedTypeSymbol? site, CancellationToken cancellationToken)
    {
        SymbolInfo bound = model.GetSymbolInfo(name, cancellationToken);
        ISymbol? member = bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault();
        if (member is not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol))
        {
            return null;
        }

        if (access.FirstUnmet(access.Restrictions.OfMember(member), site) is { } restriction)
        {
            return new(member, restriction);
        }

        // A type on the left is a name, and reported as one.
        return receiver is null or ThisExpressionSyntax or BaseExpressionSyntax || model.GetSymbolInfo(receiver, cancellationToken).Symbol is ITypeSymbol
            ? null
            : access.FirstUnmetPart(model.GetTypeInfo(receiver, cancellationToken).Type, site);
    }
}
