using System.Globalization;
using System.Text;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// The names of the generated files: the full name of the first struct in each. File systems, and the compiler, may not tell names apart that
/// differ by case only or by what a file name cannot hold; such names get a hash, and a number where even that is one, as in code with errors.
/// </summary>
internal static class HintNames
{
    /// <summary>Names files.</summary>
    /// <param name="files">The cookies of each.</param>
    /// <returns>The hint name of each; empty where there is no cookie.</returns>
    public static string[] Of(IReadOnlyList<CookieModel[]> files)
    {
        string[] fullNames = new string[files.Count];
        string[] names = new string[files.Count];
        Dictionary<string, int> wanted = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < names.Length; i++)
        {
            fullNames[i] = files[i] is [{ Type: var first }, ..] ? FullName(first) : string.Empty;
            names[i] = FileName(fullNames[i]);
            _ = wanted.TryGetValue(names[i], out int count);
            wanted[names[i]] = count + 1;
        }

        HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0)
            {
                names[i] = Give(wanted[names[i]] > 1 ? $"{names[i]}.{Hash(fullNames[i])}" : names[i], given) + ".g.cs";
            }
        }

        return names;
    }

    private static string Give(string name, HashSet<string> given)
    {
        string free = name;
        for (int number = 2; !given.Add(free); number++)
        {
            free = name + "." + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static string Hash(string fullName) => unchecked((uint)Fnv1A.Hash(fullName)).ToString("x8", CultureInfo.InvariantCulture);

    private static string FullName(TypeModel type)
    {
        StringBuilder name = new(type.Namespace);
        foreach (ContainerModel container in type.Containers)
        {
            AppendPart(name, container.Name);
            if (container.TypeParameters.Count > 0)
            {
                name.Append('`').Append(container.TypeParameters.Count.ToString(CultureInfo.InvariantCulture));
            }
        }

        AppendPart(name, type.Name);
        return name.ToString();
    }

    private static void AppendPart(StringBuilder name, string part)
    {
        if (name.Length > 0)
        {
            name.Append('.');
        }

        name.Append(part);
    }

    // Identifiers may hold characters that a hint name, or a file system, may not.
    private static string FileName(string fullName)
    {
        StringBuilder name = new(fullName.Length);
        foreach (char c in fullName)
        {
            name.Append(c is '.' or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? c : '-');
        }

        return name.ToString();
    }
}
