using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The names of the generated files: the struct's full name, and a hash where two of those would be one file.</summary>
internal static class HintNames
{
    /// <summary>The names that more than one cookie would take, in an order that depends on nothing else.</summary>
    public static EquatableArray<string> FindClashes(ImmutableArray<CookieModel?> cookies, CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        SortedSet<string> clashes = new(StringComparer.OrdinalIgnoreCase);
        foreach (CookieModel? cookie in cookies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (cookie is null)
            {
                continue;
            }

            string name = FileName(FullName(cookie.Type));
            if (!seen.Add(name))
            {
                clashes.Add(name.ToUpperInvariant());
            }
        }

        string[] sorted = [.. clashes];
        return new(sorted);
    }

    /// <summary>The hint name of a cookie's file.</summary>
    public static string Of(TypeModel type, EquatableArray<string> clashes)
    {
        string fullName = FullName(type);
        string name = FileName(fullName);
        foreach (string clash in clashes)
        {
            if (string.Equals(clash, name, StringComparison.OrdinalIgnoreCase))
            {
                uint hash = unchecked((uint)Fnv1A.Hash(fullName));
                return name + "." + hash.ToString("x8", CultureInfo.InvariantCulture) + ".g.cs";
            }
        }

        return name + ".g.cs";
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
