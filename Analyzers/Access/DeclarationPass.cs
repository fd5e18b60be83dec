using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds declarations that take up a restricted member: its override, its implementation, a constructor that calls it unsaid.</summary>
internal static class DeclarationPass
{
    /// <summary>Reports a declaration whose type may not touch the member that it overrides, implements or calls.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">A type, method, property or event.</param>
    public static void Run(AccessModel access, SymbolAnalysisContext context)
    {
        if (context.Symbol is INamedTypeSymbol type)
        {
            BaseConstructors.Run(access, type, context.Reporter(), context.CancellationToken);
            Implementations(access, type, context.Reporter());
        }
        else
        {
            Override(access, context.Symbol, context.Reporter());
        }
    }

    // Interfaces that are restricted themselves are named in the base list, and reported there.
    private static void Implementations(AccessModel access, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            foreach (ISymbol declared in access.Restrictions.RestrictedMembersOf(implemented))
            {
                if (type.TypeKind != TypeKind.Interface
                    && type.FindImplementationForInterfaceMember(declared) is { IsImplicitlyDeclared: false } member
                    && ReferenceEquals(member.ContainingType, type)
                    && Explicit(member) is []
                    && access.FirstUnmet(access.Restrictions.OfMember(declared), type) is { } restriction
                    && access.FirstUnmet(access.Restrictions.OfType(implemented), type) is null)
                {
                    report(new Unmet(declared, restriction).At(member.Locations[0]));
                }
            }
        }
    }

    private static void Override(AccessModel access, ISymbol member, Action<Diagnostic> report)
    {
        if (member is IMethodSymbol { AssociatedSymbol: not null } || member.IsImplicitlyDeclared)
        {
            return;
        }

        foreach (ISymbol original in Originals(member))
        {
            // A type that may not even name its base is reported in its base list; every override would only say so again.
            if (access.FirstUnmet(access.Restrictions.OfMember(original), member.ContainingType) is { } restriction
                && access.FirstUnmet(access.Restrictions.OfType(original.ContainingType), member.ContainingType) is null)
            {
                report(new Unmet(original, restriction).At(member.Locations[0]));
                return;
            }
        }
    }

    private static IEnumerable<ISymbol> Originals(ISymbol member) =>
        RestrictionModel.Overridden(member) is { } overridden ? Explicit(member).Append(overridden) : Explicit(member);

    private static ImmutableArray<ISymbol> Explicit(ISymbol member) => member switch
    {
        IMethodSymbol method => ImmutableArray<ISymbol>.CastUp(method.ExplicitInterfaceImplementations),
        IPropertySymbol property => ImmutableArray<ISymbol>.CastUp(property.ExplicitInterfaceImplementations),
        IEventSymbol @event => ImmutableArray<ISymbol>.CastUp(@event.ExplicitInterfaceImplementations),
        _ => [],
    };
}
