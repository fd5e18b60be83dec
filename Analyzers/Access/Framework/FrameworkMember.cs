using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>A line of a list of members: which member of which type, and what the list says of it.</summary>
/// <param name="Type">The full name of the type, as documentation comment ids write it.</param>
/// <param name="Facts">What follows the id.</param>
/// <param name="IsUnnamed">Whether the member has no name that code writes: a constructor, an indexer, all members.</param>
internal sealed record FrameworkMember(string Type, string[] Facts, bool IsUnnamed)
{
    // The last fact of a line whose member is used through the name of its type, or through something declared with it.
    private const string TypeIsNamed = "named";

    /// <summary>A fact by its position.</summary>
    /// <param name="index">Counted from 0.</param>
    /// <returns>The empty string where the line has none.</returns>
    public string Fact(int index) => index < Facts.Length ? Facts[index] : "";

    /// <summary>The name of the type, without its namespace and its arity.</summary>
    public string TypeName => Type.Substring(Type.LastIndexOf('.') + 1).Split('`')[0];

    /// <summary>Whether code that uses the member writes the name of the type, or that of something declared with it.</summary>
    public bool IsNamed => IsUnnamed || Facts.Contains(TypeIsNamed);

    /// <summary>Whether a member of the right name is one of the line's type, or overrides one.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if the line is about it.</returns>
    public bool IsOf(ISymbol member)
    {
        for (ISymbol? next = member.OriginalDefinition; next is not null; next = RestrictionModel.Overridden(next)?.OriginalDefinition)
        {
            if (next.ContainingType is { } type && IsType(type))
            {
                return true;
            }
        }

        return false;
    }

    // Compared from the end, so that nothing is put together to compare it.
    private bool IsType(INamedTypeSymbol type)
    {
        int end = Type.Length;
        if (!EndsIn(type.MetadataName, ref end) || type.ContainingType is not null)
        {
            return false;
        }

        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (end == 0 || Type[--end] != '.' || !EndsIn(space.Name, ref end))
            {
                return false;
            }
        }

        return end == 0;
    }

    private bool EndsIn(string part, ref int end)
    {
        int start = end - part.Length;
        if (start < 0 || string.CompareOrdinal(Type, start, part, 0, part.Length) != 0)
        {
            return false;
        }

        end = start;
        return true;
    }
}
