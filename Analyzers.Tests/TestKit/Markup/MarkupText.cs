using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Tests.TestKit.Markup;

/// <summary>A text with its marks taken out: <c>[|…|]</c> for the rule under test, <c>{|MSI1001:…|}</c> for any other id.</summary>
/// <param name="Text">The text without marks.</param>
/// <param name="Spans">What the marks enclosed, in the order in which they open.</param>
internal sealed record MarkupText(string Text, ImmutableArray<MarkedSpan> Spans)
{
    /// <summary>Takes the marks out of a text. Marks may nest, and may enclose nothing.</summary>
    /// <param name="markup">The marked text.</param>
    /// <param name="defaultId">The id that <c>[|…|]</c> stands for.</param>
    /// <returns>Text and spans.</returns>
    /// <exception cref="FormatException">A mark is not closed, not opened, or without an id.</exception>
    public static MarkupText Parse(string markup, string defaultId)
    {
        var text = new StringBuilder(markup.Length);
        var open = new Stack<(string Id, int Order, int Start, char Close)>();
        var closed = new SortedDictionary<int, MarkedSpan>();
        int i = 0;
        while (i < markup.Length)
        {
            string rest = markup.Substring(i, Math.Min(2, markup.Length - i));
            switch (rest)
            {
                case "[|":
                    open.Push((defaultId, open.Count + closed.Count, text.Length, ']'));
                    i += 2;
                    break;
                case "{|":
                    int colon = IdEnd(markup, i + 2);
                    open.Push((markup[(i + 2)..colon], open.Count + closed.Count, text.Length, '}'));
                    i = colon + 1;
                    break;
                case "|]" or "|}":
                    if (open.Count == 0 || open.Peek().Close != rest[1])
                    {
                        throw new FormatException($"'{rest}' closes nothing{At(text)}.");
                    }

                    (string id, int order, int start, _) = open.Pop();
                    closed.Add(order, new(id, TextSpan.FromBounds(start, text.Length)));
                    i += 2;
                    break;
                default:
                    _ = text.Append(markup[i++]);
                    break;
            }
        }

        return open.Count == 0
            ? new(text.ToString(), [.. closed.Values])
            : throw new FormatException($"A mark for {open.Peek().Id} is never closed.");
    }

    private static int IdEnd(string markup, int start)
    {
        int end = start;
        while (end < markup.Length && char.IsAsciiLetterOrDigit(markup[end]))
        {
            end++;
        }

        return end > start && end < markup.Length && markup[end] == ':'
            ? end
            : throw new FormatException("'{|' wants an id and a colon after it.");
    }

    private static string At(StringBuilder text) => $" after \"{text.ToString(Math.Max(0, text.Length - 30), Math.Min(30, text.Length))}\"";
}
