using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Whether the user's parts of a struct leave the names that the generated one needs. What they declare is known from their syntax;
/// nothing is bound for it.
/// </summary>
internal static class FreeNames
{
    public static bool HaveField(INamedTypeSymbol type, string name)
    {
        foreach (string member in type.MemberNames)
        {
            if (member == name)
            {
                return false;
            }
        }

        return type.GetTypeMembers(name).IsEmpty;
    }

    public static bool HaveProperty(INamedTypeSymbol type, string name)
    {
        foreach (string member in type.MemberNames)
        {
            if (member == name || Names.IsAccessor(member, name))
            {
                return false;
            }
        }

        foreach (INamedTypeSymbol nested in type.GetTypeMembers())
        {
            if (nested.Name == name || Names.IsAccessor(nested.Name, name))
            {
                return false;
            }
        }

        return true;
    }
}
