using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Differences as <c>diff -u</c> shows them.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines that differ, with some around them.</summary>
    /// <param name="before">One text.</param>
    /// <param name="after">The other.</param>
    /// <returns>The hunks; empty if no line differs.</returns>
    public static string Of(string before, string after)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        bool[] shown = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
            {
                int first = Math.Max(0, i - Context);
                int last = Math.Min(lines.Count - 1, i + Context);
                Array.Fill(shown, true, first, last - first + 1);
            }
        }

        StringBuilder text = new();
        int oldLine = 1;
        int newLine = 1;
        for (int i = 0; i < lines.Count; i++)
        {
            if (shown[i])
            {
                if (i == 0 || !shown[i - 1])
                {
                    AppendHeader(text, lines, shown, i, oldLine, newLine);
                }

                text.Append(Mark(lines[i])).Append(lines[i].Text).Append('\n');
            }

            oldLine += lines[i].Type == ChangeType.Inserted ? 0 : 1;
            newLine += lines[i].Type == ChangeType.Deleted ? 0 : 1;
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void AppendHeader(StringBuilder text, List<DiffPiece> lines, bool[] shown, int start, int oldLine, int newLine)
    {
        int oldCount = 0;
        int newCount = 0;
        for (int i = start; i < lines.Count && shown[i]; i++)
        {
            oldCount += lines[i].Type == ChangeType.Inserted ? 0 : 1;
            newCount += lines[i].Type == ChangeType.Deleted ? 0 : 1;
        }

        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@@ -{oldLine},{oldCount} +{newLine},{newCount} @@\n");
    }

    private static char Mark(DiffPiece line) => line.Type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
