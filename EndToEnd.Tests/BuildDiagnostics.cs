using System.Globalization;
using System.Text.RegularExpressions;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The errors and warnings that a build printed.</summary>
internal static partial class BuildDiagnostics
{
    /// <summary>Each once, sorted, as "File.cs(line,column): ID"; without a place where the build names none.</summary>
    public static IReadOnlyList<string> Of(string output) =>
    [
        .. Lines().Matches(output)
            .Select(match => (File: Path.GetFileName(match.Groups["file"].Value), Place: match.Groups["place"].Value, Id: match.Groups["id"].Value))
            .Distinct()
            .OrderBy(row => row.File, StringComparer.Ordinal)
            .ThenBy(row => Number(row.Place, 0))
            .ThenBy(row => Number(row.Place, 1))
            .ThenBy(row => row.Id, StringComparer.Ordinal)
            .Select(row => row.Place.Length == 0 ? row.Id : $"{row.File}({row.Place}): {row.Id}"),
    ];

    [GeneratedRegex(@"^\s*(?<file>[^(\r\n]*?)(?:\((?<place>[\d,]+)\))?\s*: (?:error|warning) (?<id>[A-Z]+\d+)\s*:", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Lines();

    private static int Number(string place, int part) =>
        place.Split(',') is { } parts && parts.Length > part && int.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
