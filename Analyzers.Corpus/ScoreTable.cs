using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The score by group, as the page in docs shows it.</summary>
internal static class ScoreTable
{
    /// <summary>Writes the page.</summary>
    /// <param name="results">The results.</param>
    /// <returns>Markdown.</returns>
    public static string Format(ImmutableArray<CaseRun> results)
    {
        var page = new StringBuilder("""
            # Corpus

            Every way that is known to touch what is restricted, or to let it out, and what only looks like one. A way counts as caught if the rules
            report each touch with its id at its place and nothing else; a look-alike as silent if they report nothing. The cases are in
            `Analyzers.Corpus`. Generated from them: `MSIENCAP_ACCEPT=1 dotnet test Analyzers.Corpus` rewrites it.

            | group | ways caught | of | look-alikes silent | of |
            |---|---:|---:|---:|---:|

            """);
        foreach (IGrouping<string, CaseRun> group in results.GroupBy(result => result.Case.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row(page, group.Key, [.. group]);
        }

        Row(page, "**all**", results);
        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, ImmutableArray<CaseRun> results)
    {
        ImmutableArray<CaseRun> clean = [.. results.Where(result => result.Case.Kind == CaseKind.Clean)];
        ImmutableArray<CaseRun> ways = [.. results.Except(clean)];
        _ = page.Append(
            CultureInfo.InvariantCulture,
            $"| {name} | {Passed(ways)} | {ways.Length} | {Passed(clean)} | {clean.Length} |\n");
    }

    private static int Passed(ImmutableArray<CaseRun> results) => results.Count(result => result.Difference is null);
}
