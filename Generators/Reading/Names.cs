using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Generators.Reading;

/// <summary>Which names a contract and its fields may have.</summary>
internal static class Names
{
    /// <summary>A contract id is a line of text: more than blanks, no control characters, no broken surrogates.</summary>
    public static bool IsContractId(string id)
    {
        for (int i = 0; i < id.Length; i++)
        {
            if (char.IsSurrogatePair(id, i))
            {
                i++;
            }
            else if (char.IsControl(id[i]) || char.IsSurrogate(id[i]))
            {
                return false;
            }
        }

        return !string.IsNullOrWhiteSpace(id);
    }

    /// <summary>Whether a property of this name can be written, as far as the name alone can tell.</summary>
    public static bool IsFieldName(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && !HasFormatCharacter(name) && !IsMemberOfObject(name);

    /// <summary>
    /// Whether a member's name is that of a property's accessor. The compiler keeps both names for a property, even where it has no setter.
    /// </summary>
    public static bool IsAccessor(string name, string property) =>
        name.Length == property.Length + 4
        && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        && name.EndsWith(property, StringComparison.Ordinal);

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

    private static bool IsMemberOfObject(string name) => name
        is nameof(Equals) or nameof(GetHashCode) or nameof(GetType) or nameof(MemberwiseClone)
        or nameof(ReferenceEquals) or nameof(ToString) or "Finalize" or "op_Equality" or "op_Inequality";
}
