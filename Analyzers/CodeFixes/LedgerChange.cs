using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.CodeFixes;

/// <summary>What a fix does to an additional file.</summary>
internal abstract record LedgerChange
{
    private LedgerChange()
    {
    }

    /// <summary>The line that a diagnostic asks for.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns><see langword="null"/> if no line would help.</returns>
    public static LedgerChange? Addition(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(LedgerProperties.Line, out string? line) && line is not null
            ? new Add(diagnostic.Properties.TryGetValue(LedgerProperties.File, out string? file) && file is not null ? file : LedgerFiles.Name, line)
            : null;

    /// <summary>The removal of the line that a diagnostic is about.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns><see langword="null"/> if the line is to be corrected rather.</returns>
    public static LedgerChange? Removal(Diagnostic diagnostic) =>
        diagnostic.Properties.ContainsKey(LedgerProperties.Remove)
            ? new Remove(diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line)
            : null;

    /// <summary>The name that was probably meant.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static LedgerChange? Correction(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(LedgerProperties.Nearest, out string? nearest) && nearest is not null
            ? new Replace(diagnostic.Location.GetLineSpan().Path, diagnostic.Location.SourceSpan, nearest)
            : null;

    /// <summary>A line is added at the end of one of the project's files.</summary>
    /// <param name="File">The name of the file.</param>
    /// <param name="Line">The line.</param>
    public sealed record Add(string File, string Line) : LedgerChange;

    /// <summary>A line is removed.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Line">The number of the line, from 0.</param>
    public sealed record Remove(string Path, int Line) : LedgerChange;

    /// <summary>A part of a line is replaced.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Span">The part.</param>
    /// <param name="Text">What it is to be.</param>
    public sealed record Replace(string Path, TextSpan Span, string Text) : LedgerChange;
}
