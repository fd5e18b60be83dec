using System.Text;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Takes a type name apart as reflection reads it: generic arguments in brackets, each with or without its assembly, arrays, pointers,
/// references, escaped characters.
/// </summary>
internal static class TypeNames
{
    private enum Level
    {
        /// <summary>A type, perhaps with its assembly after a comma.</summary>
        Qualified,

        /// <summary>Types between commas, or the dimensions of an array.</summary>
        List,
    }

    /// <summary>The full names of all types in a name, with <c>+</c> before nested ones.</summary>
    /// <param name="text">The name.</param>
    /// <returns>The names, each with its assembly's if that is given, inner ones first.</returns>
    public static IEnumerable<(string Name, string? Assembly)> In(string text)
    {
        Stack<(Level Level, string? Name)> levels = new();
        levels.Push((Level.Qualified, null));
        StringBuilder piece = new();
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ']';
            if (c is not ('[' or ']' or ',' or '*' or '&'))
            {
                _ = piece.Append(c == '\\' && i + 1 < text.Length ? text[++i] : c);
                continue;
            }

            string found = piece.ToString().Trim();
            _ = piece.Clear();
            (Level level, string? name) = levels.Pop();
            bool isAssembly = found.Length > 0 && name is not null && level == Level.Qualified;
            if (isAssembly)
            {
                if (name!.Length > 0)
                {
                    yield return (name, found);
                }

                // Version, culture and token follow.
                name = "";
            }
            else if (found.Length > 0)
            {
                name = found;
            }

            bool ends = c == ']' || (c == ',' && level == Level.List);
            if (ends && name is { Length: > 0 })
            {
                yield return (name, null);
            }

            if (c != ']' || levels.Count == 0)
            {
                levels.Push((level, ends ? null : name));
            }

            if (c == '[')
            {
                levels.Push((level == Level.List && name is null ? Level.Qualified : Level.List, null));
            }
        }
    }
}
