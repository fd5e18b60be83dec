using System.Text;

namespace MsiEncap.Contracts;

/// <summary>Two layouts side by side, as an error shows them.</summary>
internal static class LayoutTable
{
    private const string Nothing = "-";
    private const string Unknown = "(its cookie does not say)";

    /// <summary>Sets two layouts beside each other, field by field.</summary>
    /// <param name="leftHead">Whose the one is.</param>
    /// <param name="left">The one, as <see cref="IMsiCookie{TSelf}.Layout"/> has it.</param>
    /// <param name="rightHead">Whose the other is.</param>
    /// <param name="right">The other.</param>
    /// <returns>A line for each field, marked where they differ; each begins with a line feed.</returns>
    public static string Format(string leftHead, string left, string rightHead, string right)
    {
        List<(string Left, string Right)> rows = Rows(Parts(left), Parts(right));
        int width = rows.Select(row => row.Left.Length).Append(leftHead.Length).Max();
        var table = new StringBuilder();
        Append(table, "  ", leftHead, rightHead, width);
        foreach ((string one, string other) in rows)
        {
            Append(table, one == other ? "  " : "! ", one, other, width);
        }

        return table.ToString();
    }

    private static void Append(StringBuilder table, string mark, string left, string right, int width) =>
        table.Append('\n').Append(mark).Append(left.PadRight(width)).Append(" | ").Append(right);

    private static string[] Parts(string layout) => layout.Length == 0 ? [Unknown] : layout.Split(';');

    // Parts of one name stand beside each other. What the right alone has follows what it follows there, and what the left alone has there.
    private static List<(string Left, string Right)> Rows(string[] left, string[] right)
    {
        List<(string Left, string Right)> rows = [.. left.Select(part => (part, Nothing))];
        HashSet<string> shared = [.. right.Select(NameOf)];
        int next = 0;
        foreach (string part in right)
        {
            int same = rows.FindIndex(row => row.Right == Nothing && NameOf(row.Left) == NameOf(part));
            if (same >= 0)
            {
                rows[same] = (rows[same].Left, part);
                next = same + 1;
            }
            else
            {
                while (next < rows.Count && !shared.Contains(NameOf(rows[next].Left)))
                {
                    next++;
                }

                rows.Insert(next++, (Nothing, part));
            }
        }

        return rows;
    }

    // "version 1", "bits 19:0 Pasid unsigned", "bit 20 Valid bool", "reference Queue Acme.Queue".
    private static string NameOf(string part)
    {
        string[] words = part.Split(' ');
        return words switch
        {
            ["bit" or "bits", _, string name, ..] => name,
            ["reference", string name, ..] => name,
            _ => "",
        };
    }
}
