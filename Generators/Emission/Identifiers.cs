using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Generators.Emission;

/// <summary>Names as they are written in code.</summary>
internal static class Identifiers
{
    /// <summary>A name with <c>@</c> before it where the language would read it as a keyword, wherever that would be.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>
    /// A type's name. Lower-case letters alone are where the language finds its next keywords, and where it warns of them; underscores are in
    /// some of its older ones, and a single one is a discard.
    /// </summary>
    public static string Type(string name)
    {
        foreach (char c in name)
        {
            if (c is (< 'a' or > 'z') and not '_')
            {
                return name;
            }
        }

        return "@" + name;
    }

    /// <summary>A namespace's name, dots between its parts.</summary>
    public static string Namespace(string name)
    {
        string[] parts = name.Split('.');
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Escape(parts[i]);
        }

        return string.Join(".", parts);
    }

    /// <summary>A name as a parameter has it: <c>pasid</c> of <c>Pasid</c> and of <c>PASID</c>, <c>imsIndex</c> of <c>IMSIndex</c>.</summary>
    public static string CamelCase(string name)
    {
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            bool startsNextWord = i > 0 && i + 1 < letters.Length && char.IsLower(letters[i + 1]);
            if (startsNextWord)
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
