using System.Text;

namespace MsiEncap.Contracts;

/// <summary>Two layouts side by side, as an error shows them.</summary>
internal static class LayoutTable
{
    private const string Nothing = "-";
    private const string Unknown = "(its cookie does not say)";

    /// <summary>Sets two layouts beside each other, field by field.</summary>
    /// <param name="cookie">That of the cookie, as <see cref="IMsiCookie{TSelf}.Layout"/> has it.</param>
    /// <param name="domain">That of the domain.</param>
    /// <returns>A line for each field, marked where they differ; each begins with a line feed.</returns>
    public static string Format(string cookie, string domain)
    {
        List<(string Cookie, string Domain)> rows = Rows(Parts(cookie), Parts(domain));
        int width = rows.Max(row => row.Cookie.Length);
        var table = new StringBuilder();
        Append(table, "  ", nameof(cookie), nameof(domain), width);
        foreach ((string left, string right) in rows)
        {
            Append(table, left == right ? "  " : "! ", left, right, width);
        }

        return table.ToString();
    }

    private static void Append(StringBuilder table, string mark, string left, string right, int width) =>
        table.Append('\n').Append(mark).Append(left.PadRight(width)).Append(" | ").Append(right);

    private static string[] Parts(string layout) => layout.Length == 0 ? [Unknown] : layout.Split(';');

    // Parts of one name stand beside each other. What the domain alone has follows what it follows there, and what the cookie alone has there.
    private static List<(string Cookie, string Domain)> Rows(string[] cookie, string[] domain)
    {
        List<(string Cookie, string Domain)> rows = [.. cookie.Select(part => (part, Nothing))];
        HashSet<string> shared = [.. domain.Select(NameOf)];
        int next = 0;
        foreach (string part in domain)
        {
            int same = rows.FindIndex(row => row.Domain == Nothing && NameOf(row.Cookie) == NameOf(part));
            if (same >= 0)
            {
                rows[same] = (rows[same].Cookie, part);
                next = same + 1;
            }
            else
            {
                while (next < rows.Count && !shared.Contains(NameOf(rows[next].Cookie)))
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
