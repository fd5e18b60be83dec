using Microsoft.CodeAnalysis.Text;
using MsiEncap.Generators.Layout;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>What a line of an additional file is.</summary>
internal enum LedgerEntryKind
{
    /// <summary>A type acts in a role: <c>T:type;role;reason</c>.</summary>
    Grant,

    /// <summary>A suppression of a rule is allowed: <c>S:rule;target;reason</c>.</summary>
    SanctionedSuppression,

    /// <summary>Somebody else's declaration is restricted: <c>T:type;role;message</c>, or any other documentation comment id.</summary>
    Restriction,

    /// <summary>A callee keeps nothing: <c>M:method;reason</c>, or the id of a type, property or event.</summary>
    Trust,

    /// <summary>A contract is laid out so: <c>id;version 1;bits 19:0 Pasid unsigned;layout 0123456789abcdef</c>.</summary>
    Contract,

    /// <summary>The next release has no such contract any more: the same after <c>*REMOVED*</c>.</summary>
    RemovedContract,

    /// <summary>None of these; the line has no effect.</summary>
    Malformed,
}

/// <summary>A field of a line and where it stands in the file.</summary>
/// <param name="Text">The text, without surrounding blanks.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct LedgerField(string Text, TextSpan Span);

/// <summary>Why a line has no effect.</summary>
/// <param name="Expected">What was expected.</param>
/// <param name="Span">Where.</param>
internal sealed record LedgerProblem(string Expected, TextSpan Span);

/// <summary>A line of an additional file that is neither blank nor a comment.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The documentation comment id of the type, of what is restricted or trusted, the id of the suppressed rule, or of the contract.</param>
/// <param name="Object">The full name of the role, the documentation comment id of the suppression's target, or the version of the contract; empty where a line has no such field.</param>
/// <param name="Reason">Why, or what to do instead.</param>
/// <param name="Span">The whole line, without its line break.</param>
/// <param name="Lines">The same as line and column.</param>
internal sealed record LedgerEntry(
    LedgerEntryKind Kind, LedgerField Subject, LedgerField Object, LedgerField Reason, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The line without the blanks around it.</summary>
    public TextSpan Content { get; init; }

    /// <summary>The layout of a contract; <see langword="null"/> for every other line.</summary>
    public CookieLayout? Layout { get; init; }

    /// <summary>What is wrong with a malformed line.</summary>
    public LedgerProblem? Problem { get; init; }
}
