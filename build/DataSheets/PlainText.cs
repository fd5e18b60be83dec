using System.Text;

namespace MsiEncap.DataSheets;

/// <summary>Plain text in a line of Markdown, there and back.</summary>
internal static class PlainText
{
    /// <summary>Keeps Markdown off a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What a cell of a table shows as it.</returns>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '&' or '#' or '~' or '$')
            {
                escaped.Append('\\').Append(c);
            }
            else
            {
                escaped.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
            }
        }

        return escaped.ToString().Trim();
    }

    /// <summary>Reads what <see cref="Escape"/> has written.</summary>
    /// <param name="escaped">What it has written.</param>
    /// <returns>The text.</returns>
    public static string Unescape(string escaped)
    {
        StringBuilder text = new(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            text.Append(escaped[i] == '\\' && i + 1 < escaped.Length ? escaped[++i] : escaped[i]);
        }

        return text.ToString();
    }
}
