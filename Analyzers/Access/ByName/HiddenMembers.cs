using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The private members of referenced assemblies. The compiler does not read them, so a second view of the references does; it is made
/// when code first reaches for a member that the first one does not know.
/// </summary>
internal static class HiddenMembers
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> s_views = new();

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
                || Same(s_views.GetValue(compilation, static key => View(key)), level) is not { } view)
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
        IEnumerable<Restriction> stated = RestrictedTo.ReadFrom(member);
        if (member is IMethodSymbol { AssociatedSymbol: { } associated })
        {
            stated = stated.Concat(RestrictedTo.ReadFrom(associated));
        }

        foreach (Restriction restriction in stated)
        {
            if (Same(compilation, restriction.Role) is { } role && !access.Acts(site, role))
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
            if (Same(compilation, part) is { } known && access.FirstUnmetPart(known, site) is { } unmet)
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

    private static CSharpCompilation View(Compilation compilation) => CSharpCompilation.Create(
        compilation.AssemblyName,
        references: compilation.References,
        options: new(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));

    /// <summary>The same type in another view of the references.</summary>
    private static INamedTypeSymbol? Same(Compilation view, INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (definition.ContainingAssembly is null)
        {
            return null;
        }

        string name = definition.MetadataName;
        for (INamedTypeSymbol? outer = definition.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        string full = definition.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
        return view.GetTypesByMetadataName(full).FirstOrDefault(same => same.ContainingAssembly.Identity.Equals(definition.ContainingAssembly.Identity));
    }
}
