using System.Text;
using System.Xml;

namespace MsiEncap.Generators.Emission;

/// <summary>Plain text for a documentation comment.</summary>
internal static class XmlText
{
    /// <summary>
    /// Escapes text for one line of a comment. Line ends of any alphabet become blanks; characters that XML cannot hold are left out.
    /// </summary>
    public static string Of(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsSurrogatePair(text, i))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            switch (c)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '\t' or '\r' or '\n' or '\u0085' or '\u2028' or '\u2029':
                    escaped.Append(' ');
                    break;
                default:
                    if (XmlConvert.IsXmlChar(c))
                    {
                        escaped.Append(c);
                    }

                    break;
            }
        }

        return escaped.ToString().Trim();
    }
}
