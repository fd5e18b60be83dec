using System.Text;

namespace MsiEncap.Analyzers;

/// <summary>Makes text that somebody else wrote fit into one line of a message or of the ledger.</summary>
internal static class OneLine
{
    /// <summary>Runs of white space become one space; ends are trimmed.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line.</returns>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                _ = line.Append(c);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                _ = line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }
}
