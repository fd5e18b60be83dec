using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Suppression;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Reads the text of one of our additional files.</summary>
internal static class LedgerParser
{
    private const string GrantPrefix = "T:";
    private const string SuppressionPrefix = "S:";

    /// <summary>Every line that is neither blank nor a comment, in order.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="kind">What the lines say.</param>
    /// <returns>Its entries, malformed ones included.</returns>
    public static ImmutableArray<LedgerEntry> Parse(SourceText text, LedgerFileKind kind = LedgerFileKind.Roles)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (TextLine line in text.Lines)
        {
            LedgerField content = Trim(text, line.Span);
            if (content.Text.Length > 0 && content.Text[0] != '#')
            {
                entries.Add(ParseLine(text, line, content.Span, kind));
            }
        }

        return entries.ToImmutable();
    }

    private static LedgerEntry ParseLine(SourceText text, TextLine line, TextSpan content, LedgerFileKind fileKind)
    {
        if (fileKind is LedgerFileKind.ShippedContracts or LedgerFileKind.UnshippedContracts)
        {
            return ContractLine.Parse(text, line, content, fileKind);
        }

        TextSpan whole = content;
        LedgerField subject = Take(text, ref content);
        LedgerField @object = fileKind == LedgerFileKind.Trusted ? new("", new(content.Start, 0)) : Take(text, ref content);
        LedgerField reason = Trim(text, content);
        LedgerEntryKind kind = fileKind switch
        {
            LedgerFileKind.Restricted => LedgerEntryKind.Restriction,
            LedgerFileKind.Trusted => LedgerEntryKind.Trust,
            _ => KindOf(subject.Text),
        };
        LedgerEntry entry = new(kind, subject, @object, reason, line.Span, text.Lines.GetLinePositionSpan(line.Span)) { Content = whole };
        LedgerProblem? problem = kind switch
        {
            LedgerEntryKind.Grant => ProblemOfGrant(entry),
            LedgerEntryKind.SanctionedSuppression => ProblemOfSuppression(entry = WithoutPrefix(text, entry)),
            LedgerEntryKind.Restriction => ProblemOfRestriction(entry),
            LedgerEntryKind.Trust => ProblemOfTrust(entry),
            _ => new("'T:' and the documentation comment id of a type, or 'S:' and the id of a rule", subject.Span),
        };
        return problem is null ? entry : entry with { Kind = LedgerEntryKind.Malformed, Problem = problem };
    }

    private static LedgerEntryKind KindOf(string subject) =>
        subject.StartsWith(GrantPrefix, StringComparison.Ordinal) ? LedgerEntryKind.Grant
        : subject.StartsWith(SuppressionPrefix, StringComparison.Ordinal) ? LedgerEntryKind.SanctionedSuppression
        : LedgerEntryKind.Malformed;

    private static LedgerEntry WithoutPrefix(SourceText text, LedgerEntry entry) =>
        entry with { Subject = Trim(text, TextSpan.FromBounds(entry.Subject.Span.Start + SuppressionPrefix.Length, entry.Subject.Span.End)) };

    private static LedgerProblem? ProblemOfGrant(LedgerEntry entry) =>
        entry.Subject.Text.Length == GrantPrefix.Length ? new("the documentation comment id of a type after 'T:', such as T:Acme.Dsa.IdxdImsDomain", entry.Subject.Span)
        : entry.Object.Text.Length == 0 ? new("the role's full name as the second field, such as MsiEncap.Encapsulation.IrqDomainImplementer", entry.Object.Span)
        : entry.Reason.Text.Length == 0 ? new("a reason as the third field: why the type needs the role", entry.Reason.Span)
        : null;

    private static LedgerProblem? ProblemOfSuppression(LedgerEntry entry) =>
        !Suppressible.IsRule(entry.Subject.Text) ? new("the id of a rule after 'S:', such as S:MSI1001", entry.Subject.Span)
        : !Suppressible.CanBe(entry.Subject.Text) ? new($"a rule that can be suppressed, which {entry.Subject.Text} cannot be", entry.Subject.Span)
        : !IsId(entry.Object.Text, "TMPFE") ? new("the documentation comment id of a type or member as the second field, such as M:Acme.Dsa.Bringup.Dump", entry.Object.Span)
        : entry.Reason.Text.Length == 0 ? new("a reason as the third field: why this is suppressed, and until when", entry.Reason.Span)
        : null;

    // The message is optional: without it the diagnostic gives the usual advice.
    private static LedgerProblem? ProblemOfRestriction(LedgerEntry entry) =>
        !IsId(entry.Subject.Text, "TMPFEN") ? new("a documentation comment id: 'T:', 'M:', 'P:', 'F:', 'E:' or 'N:' and a full name", entry.Subject.Span)
        : entry.Object.Text.Length == 0 ? new("the role's full name as the second field, such as MsiEncap.Encapsulation.IrqDomainImplementer", entry.Object.Span)
        : null;

    private static LedgerProblem? ProblemOfTrust(LedgerEntry entry) =>
        !IsId(entry.Subject.Text, "TMPE") ? new("a documentation comment id: 'T:', 'M:', 'P:' or 'E:' and a full name", entry.Subject.Span)
        : entry.Reason.Text.Length == 0 ? new("a reason as the second field: how it is known that nothing is kept", entry.Reason.Span)
        : null;

    private static bool IsId(string text, string kinds) => text.Length > 2 && text[1] == ':' && kinds.IndexOf(text[0]) >= 0;

    /// <summary>Takes what stands before the next semicolon; the last field, a reason, may hold semicolons itself.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="rest">What is left of the line; empty after the last field.</param>
    /// <returns>The field.</returns>
    public static LedgerField Take(SourceText text, ref TextSpan rest)
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

    /// <summary>A field without the blanks around it.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="span">The field with them.</param>
    /// <returns>The field.</returns>
    public static LedgerField Trim(SourceText text, TextSpan span)
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
