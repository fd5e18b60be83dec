using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds declarations that take up a restricted member: its override, its implementation, a constructor that calls it unsaid.</summary>
internal static class DeclarationPass
{
    /// <summary>Reports the declarations of a file whose type may not touch the member that they override, implement, call or reach.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="code">The declarations that name a carrier.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static void Run(AccessModel access, SuspectCode code, SemanticModel model, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (ISymbol member in code.Members(model, cancellationToken))
        {
            Look(access, model.Compilation, member, report, cancellationToken);
        }

        Action<Diagnostic> here = report.Within(model.SyntaxTree);
        foreach (INamedTypeSymbol type in code.Types(model, cancellationToken))
        {
            Look(access, model.Compilation, type, here, cancellationToken);
        }
    }

    /// <summary>Reports a declaration whose type may not touch what it overrides, implements, calls or reaches.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="declared">A type, method, property, event or accessor.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static void Look(AccessModel access, Compilation compilation, ISymbol declared, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (declared is INamedTypeSymbol type)
        {
            BaseConstructors.Run(access, type, report, cancellationToken);
            Implementations(access, type, report);
            OverlaidFields.Visit(access, type, report);
        }
        else
        {
            Override(access, declared, report);
            AccessorTouch.Visit(access, compilation, declared, report);
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
                    && type.FindImplementationForInterfaceMember(declared) is { } member
                    && IsWritten(member)
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
        if (!IsWritten(member))
        {
            return;
        }

        foreach (ISymbol original in Originals(member))
        {
            // A type that may not even name its base is reported in its base list; every override would only say so again.
            // Nor does an accessor, where its property or event does.
            if (access.FirstUnmet(access.Restrictions.OfMember(original), member.ContainingType) is { } restriction
                && access.FirstUnmet(RestrictionsAround(access, original), member.ContainingType) is null)
            {
                report(new Unmet(original, restriction).At(member.Locations[0]));
                return;
            }
        }
    }

    // The getter of "P => value" is written without its keyword.
    private static bool IsWritten(ISymbol member) => !(member is IMethodSymbol { AssociatedSymbol: { } owner } ? owner : member).IsImplicitlyDeclared;

    private static ImmutableArray<Restriction> RestrictionsAround(AccessModel access, ISymbol member) =>
        member is IMethodSymbol { AssociatedSymbol: { } owner } ? access.Restrictions.OfMember(owner) : access.Restrictions.OfType(member.ContainingType);

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
