using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds what code may not touch among the private members of referenced assemblies, which the compiler does not read.</summary>
internal static class HiddenMembers
{
    /// <summary>The first private member of a name that code may not touch.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="owner">The type.</param>
    /// <param name="name">The name.</param>
    /// <param name="filter">Which overloads are meant.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static Unmet? FirstUnmet(
        AccessModel access, Compilation? compilation, INamedTypeSymbol owner, string name, MemberFilter filter, INamedTypeSymbol? site)
    {
        HashSet<INamedTypeSymbol> seen = new(ReferenceComparer<INamedTypeSymbol>.Instance);
        for (INamedTypeSymbol? level = owner.OriginalDefinition; level is not null && seen.Add(level); level = level.BaseType?.OriginalDefinition)
        {
            if (compilation is null
                || !access.Restrictions.Candidates.Contains(level.ContainingAssembly)
                || HiddenView.Same(HiddenView.Of(compilation), level) is not { } view)
            {
                return null;
            }

            foreach (ISymbol member in view.GetMembers(name))
            {
                if (filter.Admits(member, compilation) && UnmetOf(access, compilation, member, filter, site) is { } unmet)
                {
                    return unmet;
                }
            }
        }

        return null;
    }

    private static Unmet? UnmetOf(AccessModel access, Compilation compilation, ISymbol member, MemberFilter filter, INamedTypeSymbol? site)
    {
        foreach (Restriction restriction in HiddenView.Restrictions(compilation, access.Restrictions)?.OfMember(member) ?? [])
        {
            if (HiddenView.Same(compilation, restriction.Role) is { } role && !access.Acts(site, role))
            {
                return new(member, restriction with { Role = role });
            }
        }

        ITypeSymbol? type = filter.MembersAlone ? null : member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IMethodSymbol method => method.ReturnType,
            _ => null,
        };
        foreach (INamedTypeSymbol part in Parts(type))
        {
            if (HiddenView.Same(compilation, part) is { } known && access.FirstUnmetPart(known, site) is { } unmet)
            {
                return unmet;
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol? type)
    {
        Stack<ITypeSymbol?> pending = new();
        pending.Push(type);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case INamedTypeSymbol named:
                    yield return named;
                    foreach (ITypeSymbol argument in named.TypeArguments)
                    {
                        pending.Push(argument);
                    }

                    break;
                case IArrayTypeSymbol array:
                    pending.Push(array.ElementType);
                    break;
                case IPointerTypeSymbol pointer:
                    pending.Push(pointer.PointedAtType);
                    break;
                default:
                    break;
            }
        }
    }
}
