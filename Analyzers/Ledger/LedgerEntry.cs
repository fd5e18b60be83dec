using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>What a line of the ledger is.</summary>
internal enum LedgerEntryKind
{
    /// <summary>A type acts in a role: <c>T:type;role;reason</c>.</summary>
    Grant,

    /// <summary>A suppression of a rule is allowed: <c>S:rule;target;reason</c>.</summary>
    SanctionedSuppression,

    /// <summary>Neither; the line grants nothing.</summary>
    Malformed,
}

/// <summary>A field of a line and where it stands in the file.</summary>
/// <param name="Text">The text, without surrounding blanks.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct LedgerField(string Text, TextSpan Span);

/// <summary>A line of the ledger that is neither blank nor a comment.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The type's documentation comment id with its <c>T:</c>, or the id of the suppressed rule.</param>
/// <param name="Object">The full name of the role, or the documentation comment id of the suppression's target.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">The whole line, without its line break.</param>
/// <param name="Lines">The same as line and column.</param>
internal sealed record LedgerEntry(
    LedgerEntryKind Kind, LedgerField Subject, LedgerField Object, LedgerField Reason, TextSpan Span, LinePositionSpan Lines);
