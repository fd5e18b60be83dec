using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds declarations that take up a restricted member: its override, or its explicit implementation.</summary>
internal static class OverridePass
{
    /// <summary>Reports a declaration whose type may not touch the member that it overrides or implements.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">A method, property or event.</param>
    public static void Run(AccessModel access, SymbolAnalysisContext context)
    {
        ISymbol member = context.Symbol;
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
                context.Report(new Unmet(original, restriction).At(member.Locations[0]));
                return;
            }
        }
    }

    private static IEnumerable<ISymbol> Originals(ISymbol member)
    {
        IEnumerable<ISymbol> implemented = member switch
        {
            IMethodSymbol method => method.ExplicitInterfaceImplementations,
            IPropertySymbol property => property.ExplicitInterfaceImplementations,
            IEventSymbol @event => @event.ExplicitInterfaceImplementations,
            _ => [],
        };
        return RestrictionModel.Overridden(member) is { } overridden ? implemented.Append(overridden) : implemented;
    }
}
