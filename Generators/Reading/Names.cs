using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Generators.Reading;

/// <summary>Which names a contract and its fields may have.</summary>
internal static class Names
{
    /// <summary>What is wrong with a contract id, which is a line of text: no blanks around it, no control characters, no broken surrogates.</summary>
    /// <returns>The end of a sentence about it; <see langword="null"/> if it is one.</returns>
    public static string? WrongContractId(string id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return "is blank, or nothing that the compiler knows";
        }

        for (int i = 0; i < id.Length; i++)
        {
            if (char.IsSurrogatePair(id, i))
            {
                i++;
            }
            else if (char.IsControl(id[i]) || char.IsSurrogate(id[i]))
            {
                return "holds a control character, or half of a character";
            }
        }

        return char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[id.Length - 1]) ? "begins or ends with a blank" : null;
    }

    /// <summary>Why a property cannot have a name, as far as the name alone can tell.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The struct's name.</param>
    /// <returns>The end of a sentence about it; <see langword="null"/> if it can.</returns>
    public static string? WrongFieldName(string name, string type) =>
        name.Length == 0 ? "is not called anything that the compiler knows"
        : !SyntaxFacts.IsValidIdentifier(name) ? "is no identifier"
        : HasFormatCharacter(name) ? "holds a character that identifiers ignore"
        : name == type ? "is called like the struct"
        : IsAccessor(type, name) ? "has an accessor that is called like the struct"
        : IsMember(name) ? "is called like a member that every cookie has"
        : null;

    /// <summary>Why a struct with a name cannot be a cookie: no member is called like its type.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The end of a sentence about the struct; <see langword="null"/> if it can.</returns>
    public static string? WrongStructName(string name) => IsMember(name) ? "is called like a member that every cookie has" : null;

    /// <summary>
    /// Whether a member's name is that of a property's accessor. The compiler keeps both names for a property, even where it has no setter.
    /// </summary>
    public static bool IsAccessor(string name, string property) =>
        name.Length == property.Length + 4
        && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        && name.EndsWith(property, StringComparison.Ordinal);

    /// <summary>Whether the generator writes a member of this name whatever the cookie holds.</summary>
    public static bool IsMemberOfCookies(string name) => name is "TryCreate" or "Parse" or "TryParse";

    // The compiler ignores these in identifiers, so two names that look and differ alike would be one.
    private static bool HasFormatCharacter(string name)
    {
        foreach (char c in name)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMember(string name) => IsMemberOfObject(name) || IsMemberOfCookies(name);

    private static bool IsMemberOfObject(string name) => name
        is nameof(Equals) or nameof(GetHashCode) or nameof(GetType) or nameof(MemberwiseClone)
        or nameof(ReferenceEquals) or nameof(ToString) or "Finalize" or "op_Equality" or "op_Inequality";
}
