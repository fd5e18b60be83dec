using System.Globalization;
using System.Text;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// The names of the generated files: the full name of the first struct in each. File systems, and the compiler, may not tell names apart that
/// differ by case only or by what a file name cannot hold; such names get a hash, and a number where even that is one, as in code with errors.
/// </summary>
internal sealed class HintNames
{
    private readonly Dictionary<string, int> _wanted = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says that a file wants its name from a type; all have to say so before the first gets its name.</summary>
    public void Take(TypeModel type)
    {
        string name = FileName(FullName(type));
        _ = _wanted.TryGetValue(name, out int count);
        _wanted[name] = count + 1;
    }

    /// <summary>The hint name of a file.</summary>
    public string Of(TypeModel type)
    {
        string fullName = FullName(type);
        string name = FileName(fullName);
        if (_wanted[name] > 1)
        {
            uint hash = unchecked((uint)Fnv1A.Hash(fullName));
            name += "." + hash.ToString("x8", CultureInfo.InvariantCulture);
        }

        string given = name;
        for (int number = 2; !_given.Add(given); number++)
        {
            given = name + "." + number.ToString(CultureInfo.InvariantCulture);
        }

        return given + ".g.cs";
    }

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
