using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Reads the text of one <c>MsiEncap.Roles*.txt</c>.</summary>
internal static class LedgerParser
{
    private const string GrantPrefix = "T:";
    private const string SuppressionPrefix = "S:";

    /// <summary>Every line that is neither blank nor a comment, in order.</summary>
    /// <param name="text">The text of the file.</param>
    /// <returns>Its entries, malformed ones included.</returns>
    public static ImmutableArray<LedgerEntry> Parse(SourceText text)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (TextLine line in text.Lines)
        {
            LedgerField content = Trim(text, line.Span);
            if (content.Text.Length > 0 && content.Text[0] != '#')
            {
                entries.Add(ParseLine(text, line, content.Span));
            }
        }

        return entries.ToImmutable();
    }

    private static LedgerEntry ParseLine(SourceText text, TextLine line, TextSpan content)
    {
        LedgerField subject = Take(text, ref content);
        LedgerField @object = Take(text, ref content);
        LedgerField reason = Trim(text, content);
        LedgerEntryKind kind = KindOf(subject.Text);
        if (kind == LedgerEntryKind.SanctionedSuppression)
        {
            subject = Trim(text, TextSpan.FromBounds(subject.Span.Start + SuppressionPrefix.Length, subject.Span.End));
        }

        if (subject.Text.Length == 0 || @object.Text.Length == 0 || reason.Text.Length == 0)
        {
            kind = LedgerEntryKind.Malformed;
        }

        return new(kind, subject, @object, reason, line.Span, text.Lines.GetLinePositionSpan(line.Span));
    }

    private static LedgerEntryKind KindOf(string subject) =>
        subject.StartsWith(GrantPrefix, StringComparison.Ordinal) && subject.Length > GrantPrefix.Length ? LedgerEntryKind.Grant
        : subject.StartsWith(SuppressionPrefix, StringComparison.Ordinal) ? LedgerEntryKind.SanctionedSuppression
        : LedgerEntryKind.Malformed;

    // Takes what stands before the next semicolon; the last field, a reason, may hold semicolons itself.
    private static LedgerField Take(SourceText text, ref TextSpan rest)
    {
        int end = rest.Start;
        while (end < rest.End && text[end] != ';')
        {
            end++;
        }

        LedgerField field = Trim(text, TextSpan.FromBounds(rest.Start, end));
        rest = TextSpan.FromBounds(Math.Min(end + 1, rest.End), rest.End);
        return field;
    }

    private static LedgerField Trim(SourceText text, TextSpan span)
    {
        int start = span.Start;
        int end = span.End;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        var trimmed = TextSpan.FromBounds(start, end);
        return new(text.ToString(trimmed), trimmed);
    }

    // A byte order mark in the middle of a text is what concatenating files leaves behind.
    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';
}
