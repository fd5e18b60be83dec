namespace MsiEncap.Analyzers.Corpus;

/// <summary>A change that somebody who types, pastes or merges makes to a text. Numbers may be any; they are taken for places in the text.</summary>
/// <param name="Kind">Which change.</param>
/// <param name="Place">Where.</param>
/// <param name="Length">Of how many characters, at most.</param>
/// <param name="Other">Where else.</param>
internal sealed record Mutation(int Kind, int Place, int Length, int Other)
{
    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 5;

    private const int LongestPiece = 40;

    private static readonly string[] s_tokens =
        ["{", "}", "(", ")", "[", "]", "<", ">", ";", ":", "=>", "?", "!", "is ", "new ", "class ", "ref ", "await ", "@", "\"", "$\"{", "#pragma warning disable", "/*", "T"];

    /// <summary>The text after the change.</summary>
    public string Apply(string text)
    {
        int place = Place % (text.Length + 1);
        int length = Math.Min(Length % LongestPiece, text.Length - place);
        int other = Other % (text.Length + 1);
        string piece = text.Substring(place, length);
        return Kind switch
        {
            0 => text[..place],
            1 => text.Remove(place, length),
            2 => text.Insert(other, piece),
            3 => text.Remove(place, length).Insert(Math.Min(other, text.Length - length), piece),
            _ => text.Insert(place, s_tokens[Other % s_tokens.Length]),
        };
    }
}
