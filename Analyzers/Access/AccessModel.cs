using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Roles;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>What the access rules know of a compilation: what is restricted, and who may touch it.</summary>
/// <param name="restrictions">What is restricted.</param>
/// <param name="roles">Who acts in which role.</param>
/// <param name="carriers">Finds the names without which nothing is touched.</param>
internal sealed class AccessModel(RestrictionModel restrictions, ActingRoles roles, Lazy<Carriers> carriers)
{
    /// <summary>What is restricted.</summary>
    public RestrictionModel Restrictions => restrictions;

    /// <summary>The names without which nothing is touched.</summary>
    public Carriers Carriers => carriers.Value;

    private static readonly PerCompilation<AccessModel?> s_models = new(Create);

    /// <summary>The model of a compilation, the same for every rule that asks.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the ledger.</param>
    /// <returns><see langword="null"/> where no source and no reference defines <c>RestrictedToAttribute</c> and no additional file restricts anything.</returns>
    public static AccessModel? Of(Compilation compilation, AnalyzerOptions options) => s_models.Of(compilation, options);

    private static AccessModel? Create(Compilation compilation, AnalyzerOptions options)
    {
        if (CandidateAssemblies.Find(compilation, ListedRestrictions.Read(compilation, options, CancellationToken.None)) is not { } candidates)
        {
            return null;
        }

        RestrictionModel restrictions = new(candidates);
        return new(
            restrictions,
            new(compilation.Assembly, new(() => LedgerFiles.Read(compilation, options, CancellationToken.None))),
            new(() => RestrictedCarriers.Find(compilation, restrictions, CancellationToken.None)));
    }

    /// <summary>The simple names of the types outside of which nobody acts in a role.</summary>
    /// <returns><see langword="null"/> where all code may act in one, because a role of the compilation's own may have something restricted to it.</returns>
    public NameTable? ActingNames() =>
        restrictions.Candidates.Listed is not null || restrictions.Candidates.StatesRestrictions ? null : new(new(roles.ListedNames, StringComparer.Ordinal));

    /// <summary>Whether code inside a type acts in a role.</summary>
    /// <param name="site">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <param name="role">The role.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public bool Acts(INamedTypeSymbol? site, INamedTypeSymbol role) => roles.Acts(site, role);

    /// <summary>The roles of other assemblies that code inside a type acts in.</summary>
    /// <param name="site">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <returns>The roles that listed grants of the type and its containers give it.</returns>
    public IEnumerable<INamedTypeSymbol> GrantedTo(INamedTypeSymbol? site) => roles.GrantedTo(site);

    /// <summary>The first restriction that code does not satisfy.</summary>
    /// <param name="found">The restrictions of what it touches.</param>
    /// <param name="site">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <returns><see langword="null"/> if the code may touch it.</returns>
    public Restriction? FirstUnmet(ImmutableArray<Restriction> found, INamedTypeSymbol? site)
    {
        foreach (Restriction restriction in found)
        {
            if (!IsInside(site, restriction.Subject) && !roles.Acts(site, restriction.Role))
            {
                return restriction;
            }
        }

        return null;
    }

    /// <summary>The first restricted type in a type's construction that code may not touch.</summary>
    /// <param name="type">The type.</param>
    /// <param name="site">The innermost type around the code; <see langword="null"/> for code outside any.</param>
    /// <returns>The part and its restriction; <see langword="null"/> if the code may touch all parts.</returns>
    public Unmet? FirstUnmetPart(ITypeSymbol? type, INamedTypeSymbol? site)
    {
        if (restrictions.HasRestrictedPart(type))
        {
            foreach (INamedTypeSymbol part in restrictions.PartsOf(type))
            {
                if (FirstUnmet(restrictions.OfType(part), site) is { } restriction)
                {
                    return new(part, restriction);
                }
            }
        }

        return null;
    }

    // What is declared restricted may still refer to itself; to anything else that is restricted it needs the role.
    private bool IsInside(INamedTypeSymbol? site, ISymbol subject)
    {
        if (subject is IAssemblySymbol)
        {
            return SymbolEqualityComparer.Default.Equals(subject, roles.Assembly);
        }

        if (subject is INamespaceSymbol)
        {
            return IsIn(site, subject);
        }

        for (INamedTypeSymbol? type = site?.OriginalDefinition; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, subject))
            {
                return true;
            }
        }

        return false;
    }

    // A namespace is that of one assembly: who declares one of the same name is not inside.
    private static bool IsIn(INamedTypeSymbol? site, ISymbol subject)
    {
        for (INamespaceSymbol? space = site?.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (SymbolEqualityComparer.Default.Equals(space, subject))
            {
                return true;
            }
        }

        return false;
    }
}
