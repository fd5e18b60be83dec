using System.Globalization;
using MsiEncap.Generators.Layout;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What differs between two layouts, in words.</summary>
internal static class LayoutDifference
{
    /// <summary>What differs, field by field.</summary>
    /// <param name="old">What was agreed on.</param>
    /// <param name="new">What is there now.</param>
    /// <returns>A clause: <c>'Pasid' was bits 19:0 unsigned and is bits 15:0 unsigned, 'Queue' (bits 23:16 unsigned) is new</c>.</returns>
    public static string Between(CookieLayout old, CookieLayout @new)
    {
        List<string> differences = [];
        if (old.Version != @new.Version)
        {
            differences.Add($"it was version {Number(old.Version)} and is version {Number(@new.Version)}");
        }

        foreach (LayoutPart part in old.Parts)
        {
            if (Find(@new, part.Name) is not { } now)
            {
                differences.Add($"'{part.Name}' ({part.Meaning}) is gone");
            }
            else if (now != part)
            {
                differences.Add($"'{part.Name}' was {part.Meaning} and is {now.Meaning}");
            }
        }

        differences.AddRange(@new.Parts
            .Where(part => Find(old, part.Name) is null)
            .Select(part => $"'{part.Name}' ({part.Meaning}) is new"));
        return string.Join(", ", differences);
    }

    private static LayoutPart? Find(CookieLayout layout, string name)
    {
        foreach (LayoutPart part in layout.Parts)
        {
            if (part.Name == name)
            {
                return part;
            }
        }

        return null;
    }

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);
}
