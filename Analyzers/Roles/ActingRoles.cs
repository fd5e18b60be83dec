using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers.Roles;

/// <summary>Who acts in which role, in the compilation that is being analysed.</summary>
/// <param name="assembly">The compilation's own assembly.</param>
/// <param name="ledger">The ledger, read when first needed.</param>
internal sealed class ActingRoles(IAssemblySymbol assembly, Lazy<RoleLedger> ledger)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _granted =
        new(ReferenceComparer<INamedTypeSymbol>.Instance);

    /// <summary>The compilation's own assembly.</summary>
    public IAssemblySymbol Assembly => assembly;

    /// <summary>Whether the whole assembly acts in a role because it declares it.</summary>
    /// <param name="role">The role.</param>
    /// <returns><see langword="false"/> for a role of another assembly, even if one declared here derives from it.</returns>
    public bool Declares(INamedTypeSymbol role) => SymbolEqualityComparer.Default.Equals(role.ContainingAssembly, assembly);

    /// <summary>The simple names of the types that the ledger lists.</summary>
    public IEnumerable<string> ListedNames => ledger.Value.TypeNames;

    /// <summary>Whether the ledger lists a type for a role.</summary>
    /// <param name="type">The type.</param>
    /// <param name="role">The role itself, not one that includes it.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public bool Lists(INamedTypeSymbol type, INamedTypeSymbol role) => ledger.Value.Lists(type, role);

    /// <summary>Whether code inside a type acts in a role.</summary>
    /// <param name="type">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <param name="role">The role.</param>
    /// <returns><see langword="true"/> if the assembly declares the role, or the type or a container holds a listed grant that includes it.</returns>
    public bool Acts(INamedTypeSymbol? type, INamedTypeSymbol role)
    {
        if (Declares(role))
        {
            return true;
        }

        // A C# 14 extension block is a nested type without a name: walking containers passes through it.
        for (INamedTypeSymbol? holder = type?.OriginalDefinition; holder is not null; holder = holder.ContainingType)
        {
            if (_granted.GetOrAdd(holder, ListedRoles).Contains(role, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The roles that the listed grants of a type and its containers give it.</summary>
    /// <param name="type">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <returns>The roles.</returns>
    public IEnumerable<INamedTypeSymbol> GrantedTo(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? holder = type?.OriginalDefinition; holder is not null; holder = holder.ContainingType)
        {
            foreach (INamedTypeSymbol role in _granted.GetOrAdd(holder, ListedRoles))
            {
                yield return role;
            }
        }
    }

    // Each role is listed for itself: a listed grant of a derived role gives no base role that the ledger does not list.
    private ImmutableArray<INamedTypeSymbol> ListedRoles(INamedTypeSymbol type) =>
        [.. Grant.Of(type).SelectMany(grant => Role.WithBases(grant.Role)).Where(role => Lists(type, role))];
}
