using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>The roles that code of a compilation acts in, and what leaves each of them.</summary>
/// <param name="access">The access model.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="options">Holds the additional files.</param>
internal sealed class LeakModel(AccessModel access, Compilation compilation, AnalyzerOptions options)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, RoleLeaks> _roles = new(SymbolEqualityComparer.Default);
    private readonly Lazy<TrustedCallees> _trusted = new(() => new(compilation, options));
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _declared = new(() => Declared(compilation));

    /// <summary>The roles that a type acts in.</summary>
    /// <param name="site">The type.</param>
    /// <returns>The roles.</returns>
    public IEnumerable<INamedTypeSymbol> RolesOf(INamedTypeSymbol? site) =>
        _declared.Value.IsEmpty ? access.GrantedTo(site) : _declared.Value.Concat(access.GrantedTo(site)).Distinct(SymbolEqualityComparer.Default).Cast<INamedTypeSymbol>();

    /// <summary>What leaves a role.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The analysis, the same for all who ask.</returns>
    public RoleLeaks Of(INamedTypeSymbol role) =>
        _roles.GetOrAdd(role, _ => new(new(access, compilation, role), _trusted.Value, compilation));

    private static ImmutableArray<INamedTypeSymbol> Declared(Compilation compilation) =>
        [.. AssemblyTypes.Of(compilation.Assembly).Where(type => type.TypeKind == TypeKind.Class && IsRole(type))];

    private static bool IsRole(INamedTypeSymbol type)
    {
        HashSet<INamedTypeSymbol>? seen = null;
        for (INamedTypeSymbol? next = type.BaseType; next is not null && next.SpecialType != SpecialType.System_Object; next = next.BaseType)
        {
            if (WellKnownNames.IsRootRole(next))
            {
                return true;
            }

            if (!(seen ??= new(ReferenceComparer<INamedTypeSymbol>.Instance)).Add(next))
            {
                return false;
            }
        }

        return false;
    }
}
