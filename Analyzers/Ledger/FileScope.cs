using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Which projects and target frameworks an additional file is for.</summary>
internal static class FileScope
{
    private static readonly Regex s_framework = new(
        @"^\.(net|netstandard|netcoreapp)[0-9]+(\.[0-9]+)*(-[a-z]+[0-9.]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a file holds the entries of one target framework, and another is compiled.</summary>
    /// <param name="middle">What the file's name says before its suffix: <c>.net10.0</c>.</param>
    /// <param name="compilation">Says which framework is compiled.</param>
    /// <param name="options">Its options.</param>
    /// <returns><see langword="false"/> also where nothing says which.</returns>
    public static bool IsForAnotherFramework(string middle, Compilation compilation, AnalyzerOptions options) =>
        s_framework.IsMatch(middle)
        && BuildProperty.Of(compilation, options, "TargetFramework", "MsiEncapTargetFramework") is { } framework
        && !string.Equals(middle.Substring(1), framework, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether several projects read a file, so that none of them can say that an entry matches nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="compilation">Says where the project lies.</param>
    /// <param name="options">Its options.</param>
    /// <returns><see langword="true"/> if the file says so, or lies outside the project's folder.</returns>
    public static bool IsShared(AdditionalText file, Compilation compilation, AnalyzerOptions options) =>
        IsMarked(file, compilation, options)
        || (BuildProperty.OfPath(compilation, options, "ProjectDir", "MsiEncapProjectDir") is { } folder
            && IsRooted(file.Path)
            && IsOutside(Parts(file.Path), Parts(folder)));

    // The build lists the files that are marked, since a configuration file can overwrite what the compiler shows of the mark.
    private static bool IsMarked(AdditionalText file, Compilation compilation, AnalyzerOptions options) =>
        BuildProperty.Path(compilation, "MsiEncapShared") is { } marked
            ? marked.Split('|').Any(path => path.Length > 0 && Parts(path).SequenceEqual(Parts(file.Path), StringComparer.OrdinalIgnoreCase))
            : options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.MsiEncapShared", out string? shared)
                && string.Equals(shared, "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsRooted(string path) => path is ['/' or '\\', ..] or [_, ':', ..];

    private static bool IsOutside(List<string> path, List<string> folder) =>
        path.Count <= folder.Count
        || folder.Where((part, i) => !string.Equals(part, path[i], StringComparison.OrdinalIgnoreCase)).Any();

    // Build files write "../Shared/MsiEncap.Roles.txt" below the project's folder.
    private static List<string> Parts(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
