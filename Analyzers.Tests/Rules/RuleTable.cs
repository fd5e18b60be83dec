using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MsiEncap.Testing;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The table of all rules: what analyzers report by their descriptors, what the build reports by its page.</summary>
internal static class RuleTable
{
    private const string Start = "<!-- rules, generated -->\n";
    private const string End = "<!-- end of rules -->\n";

    /// <summary>A page with its table as the rules are.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Where the rules' pages are, seen from it; ends with a slash or is empty.</param>
    /// <returns>The page, only what stands between the two comments changed.</returns>
    /// <exception cref="FormatException">The page has no such comments.</exception>
    public static string WriteInto(string page, string folder)
    {
        int start = page.IndexOf(Start, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? page[..(start + Start.Length)] + Format(folder) + page[end..]
            : throw new FormatException($"The page has no place for the table: a line {Start.Trim()} and after it a line {End.Trim()}.");
    }

    private static string Format(string folder)
    {
        var table = new StringBuilder("| Rule | Says |\n| --- | --- |\n");
        foreach ((string id, string title) in Titles())
        {
            table.Append(CultureInfo.InvariantCulture, $"| [{id}]({folder}{id}.md) | {title} |\n");
        }

        return table.ToString();
    }

    private static SortedDictionary<string, string> Titles()
    {
        SortedDictionary<string, string> titles = new(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(RepositoryRoot.PathTo("docs", "rules"), "MSI*.md"))
        {
            string id = Path.GetFileNameWithoutExtension(path);
            titles[id] = File.ReadLines(path).First()[$"# {id}: ".Length..];
        }

        foreach (DiagnosticDescriptor descriptor in Catalogue.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics))
        {
            titles[descriptor.Id] = descriptor.Title.ToString(CultureInfo.InvariantCulture);
        }

        return titles;
    }
}
