using System.Text;

namespace MsiEncap.Analyzers.Roles;

/// <summary>Reads a role's class name aloud: <c>IrqDomainImplementer</c> is an "irq domain implementer".</summary>
internal static class RolePhrase
{
    /// <summary>The people who act in a role: "irq domain implementers".</summary>
    /// <param name="roleName">The name of the role's class.</param>
    /// <returns>Lower-case words, plural.</returns>
    public static string Plural(string roleName)
    {
        string words = Words(roleName);
        return words switch
        {
            [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => words + "es",
            [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => words.Substring(0, words.Length - 1) + "ies",
            _ => words + "s",
        };
    }

    /// <summary>One who acts in a role: "an irq domain implementer".</summary>
    /// <param name="roleName">The name of the role's class.</param>
    /// <returns>Article and lower-case words.</returns>
    public static string Singular(string roleName)
    {
        string words = Words(roleName);
        return (words is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an " : "a ") + words;
    }

    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && StartsWord(name, i))
            {
                _ = words.Append(' ');
            }

            if (name[i] != '_')
            {
                _ = words.Append(char.ToLowerInvariant(name[i]));
            }
        }

        return words.ToString();
    }

    // A capital starts a word after a small letter, and as the last of several capitals before one: MSIDomain is "msi domain".
    private static bool StartsWord(string name, int i) =>
        name[i] == '_'
        || (char.IsUpper(name[i])
            && name[i - 1] != '_'
            && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
}
