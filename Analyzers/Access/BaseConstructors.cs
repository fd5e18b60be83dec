using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds constructors that call a restricted constructor of their base without saying so.</summary>
internal static class BaseConstructors
{
    /// <summary>Reports the constructors of a class that omit their initializer.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="type">The class.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static void Run(AccessModel access, INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        // A class that may not even name its base is told so.
        if (type is not { TypeKind: TypeKind.Class, BaseType: { } baseType }
            || !access.Restrictions.Candidates.Contains(baseType.OriginalDefinition.ContainingAssembly)
            || CalledWithoutArguments(baseType) is not { } called
            || access.FirstUnmet(access.Restrictions.OfMember(called), type) is not { } restriction
            || access.FirstUnmet(access.Restrictions.OfType(baseType), type) is not null)
        {
            return;
        }

        Unmet unmet = new(called, restriction);
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (Place(type, constructor, cancellationToken) is { } place)
            {
                report(unmet.At(place));
            }
        }
    }

    private static IMethodSymbol? CalledWithoutArguments(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty)
        ?? type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams));

    private static Location? Place(INamedTypeSymbol type, IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        if (constructor.DeclaringSyntaxReferences.IsEmpty || constructor.IsImplicitlyDeclared)
        {
            // The copy constructor of a record calls that of its base.
            return constructor.Parameters.IsEmpty ? BaseName(type, cancellationToken)?.Location : null;
        }

        return constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) switch
        {
            ConstructorDeclarationSyntax { Initializer: null } written => written.Identifier.GetLocation(),
            TypeDeclarationSyntax => BaseName(type, cancellationToken) is (var place, false) ? place : null,
            _ => null,
        };
    }

    private static (Location Location, bool HasArguments)? BaseName(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax(cancellationToken) is TypeDeclarationSyntax { BaseList.Types: [var first, ..] })
            {
                return (NameLocation.Of(first.Type), first is PrimaryConstructorBaseTypeSyntax);
            }
        }

        return null;
    }
}
