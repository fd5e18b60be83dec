using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds what code may not touch among the members of a type that bear a name.</summary>
/// <param name="access">The access model.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="site">The innermost type around the code.</param>
internal readonly struct NamedMembers(AccessModel access, Compilation? compilation, INamedTypeSymbol? site)
{
    private const string BackingField = ">k__BackingField";

    /// <summary>The first member of a name that the code may not touch.</summary>
    /// <param name="owner">The type.</param>
    /// <param name="name">The name; of an enumeration, names between commas.</param>
    /// <param name="filter">Which overloads are meant.</param>
    /// <param name="ignoreCase">Whether case does not matter.</param>
    /// <returns><see langword="null"/> if the code may touch all of them.</returns>
    public Unmet? FirstUnmet(ITypeSymbol owner, string name, MemberFilter filter, bool ignoreCase = false)
    {
        if (owner.TypeKind == TypeKind.Enum && name.IndexOf(',') >= 0)
        {
            foreach (string part in name.Split(','))
            {
                if (FirstUnmet(owner, part.Trim(), filter, ignoreCase) is { } unmet)
                {
                    return unmet;
                }
            }

            return null;
        }

        name = name.EndsWith(BackingField, StringComparison.Ordinal) && name[0] == '<'
            ? name.Substring(1, name.Length - BackingField.Length - 1)
            : name;
        bool any = false;
        foreach (ISymbol member in Find(owner, name, ignoreCase))
        {
            any = true;
            if (filter.Admits(member, compilation) && UnmetOf(member, filter) is { } unmet)
            {
                return unmet;
            }
        }

        return access.FirstUnmetPart(owner, site)
            ?? (any || owner is not INamedTypeSymbol named ? null : HiddenMembers.FirstUnmet(access, compilation, named, name, filter, site));
    }

    /// <summary>The type of the value that the members of a name give.</summary>
    /// <param name="owner">The type.</param>
    /// <param name="name">The name.</param>
    /// <returns>The types, one for each member.</returns>
    public static IEnumerable<ITypeSymbol> ValueTypes(ITypeSymbol owner, string name) =>
        Find(owner, name, ignoreCase: false).Select(ValueType).OfType<ITypeSymbol>();

    /// <summary>The types of a name that are nested in a type.</summary>
    /// <param name="owner">The type.</param>
    /// <param name="name">The name.</param>
    /// <returns>The types.</returns>
    public static IEnumerable<INamedTypeSymbol> NestedTypes(ITypeSymbol owner, string name) => Find(owner, name, ignoreCase: false).OfType<INamedTypeSymbol>();

    // The member itself, or what it gives: whoever gets a restricted value by reflection has it.
    private Unmet? UnmetOf(ISymbol member, MemberFilter filter)
    {
        if (member is INamedTypeSymbol nested)
        {
            return access.FirstUnmetPart(nested, site);
        }

        return access.FirstUnmet(access.Restrictions.OfMember(member), site) is { } restriction
            ? new(member, restriction)
            : access.Restrictions.IsPartlyRestricted(member) && AccessorUse.FirstUnmet(access, member, filter.Accessors, site) is { } accessor ? accessor
            : filter.MembersAlone ? null
            : access.FirstUnmetPart(ValueType(member), site);
    }

    private static ITypeSymbol? ValueType(ISymbol member) => member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        IEventSymbol @event => @event.Type,
        IMethodSymbol { ReturnsVoid: false } method => method.ReturnType,
        _ => null,
    };

    private static IEnumerable<ISymbol> Find(ITypeSymbol owner, string name, bool ignoreCase)
    {
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        for (ITypeSymbol? level = owner; level is not null && seen.Add(level); level = level.BaseType)
        {
            foreach (ISymbol member in Declared(level, name, ignoreCase))
            {
                yield return member;
            }
        }

        foreach (INamedTypeSymbol level in owner.TypeKind is TypeKind.Interface ? owner.AllInterfaces : [])
        {
            foreach (ISymbol member in Declared(level, name, ignoreCase))
            {
                yield return member;
            }
        }
    }

    // An indexer has one name in the language and another in metadata; a nested generic type has its arity in the latter.
    private static IEnumerable<ISymbol> Declared(ITypeSymbol type, string name, bool ignoreCase) =>
        ignoreCase ? type.GetMembers().Where(member => string.Equals(member.MetadataName, name, StringComparison.OrdinalIgnoreCase))
        : name == "Item" || name.IndexOf('`') >= 0 ? type.GetMembers().Where(member => member.MetadataName == name)
        : type.GetMembers(name);
}
