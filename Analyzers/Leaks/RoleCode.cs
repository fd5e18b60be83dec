using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>What is inside one role, and what of it code outside can reach.</summary>
/// <param name="access">The access model.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="role">The role.</param>
internal sealed class RoleCode(AccessModel access, Compilation compilation, INamedTypeSymbol role)
{
    private readonly Visibility _visibility = new(access, compilation, role);

    /// <summary>The role.</summary>
    public INamedTypeSymbol Role => role;

    /// <summary>Whether code inside a type of this compilation acts in the role.</summary>
    /// <param name="site">The type.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public bool Acts(INamedTypeSymbol? site) => access.Acts(site, role);

    /// <summary>The first part of a type that is restricted to the role.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public Unmet? RestrictedPart(ITypeSymbol? type)
    {
        if (access.Restrictions.HasRestrictedPart(type))
        {
            foreach (INamedTypeSymbol part in access.Restrictions.PartsOf(type))
            {
                foreach (Restriction restriction in access.Restrictions.OfType(part))
                {
                    if (SymbolEqualityComparer.Default.Equals(restriction.Role, role))
                    {
                        return new(part, restriction);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whether a symbol is itself restricted to the role, or to one that includes it.</summary>
    /// <param name="symbol">A type or member.</param>
    /// <returns><see langword="true"/> if only role code can use it.</returns>
    public bool IsCovered(ISymbol symbol)
    {
        if (IsRestricted(symbol))
        {
            return true;
        }

        // Whoever may call but one accessor has the member's type.
        return access.Restrictions.IsPartlyRestricted(symbol)
            && RestrictionModel.AccessorsOf(symbol).All(accessor => accessor is null || IsRestricted(accessor));
    }

    private bool IsRestricted(ISymbol symbol)
    {
        foreach (Restriction restriction in symbol is INamedTypeSymbol type ? access.Restrictions.OfType(type) : access.Restrictions.OfMember(symbol))
        {
            if (Roles.Role.WithBases(restriction.Role).Contains(role, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether code outside the role can use a symbol of this compilation.</summary>
    /// <param name="symbol">A type or member.</param>
    /// <returns><see langword="true"/> if what it gives out has left the role.</returns>
    public bool IsShown(ISymbol symbol) => _visibility.ReachesOutside(symbol) && !IsCovered(symbol);

    /// <summary>Whether a member's own code is inside the role, wherever it was compiled.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if handing it a restricted value hands nothing out.</returns>
    public bool IsInside(ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, role.ContainingAssembly)
            || Acts(member.ContainingType)
            || IsCovered(member))
        {
            return true;
        }

        if (SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly))
        {
            return false;
        }

        // Grants of another assembly were checked against its own ledger.
        for (INamedTypeSymbol? holder = member.ContainingType?.OriginalDefinition; holder is not null; holder = holder.ContainingType)
        {
            if (Grant.Of(holder).Any(grant => Roles.Role.WithBases(grant.Role).Contains(role, SymbolEqualityComparer.Default)))
            {
                return true;
            }
        }

        return false;
    }
}
