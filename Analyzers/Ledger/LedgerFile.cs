using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>One additional file that is in force for a compilation.</summary>
/// <param name="Source">The file.</param>
/// <param name="Kind">What its lines say.</param>
/// <param name="IsShared">Whether other projects read it too, so that only its form can be judged here.</param>
/// <param name="Entries">Its lines.</param>
internal sealed record LedgerFile(AdditionalText Source, LedgerFileKind Kind, bool IsShared, ImmutableArray<LedgerEntry> Entries)
{
    /// <summary>Its name without the folder.</summary>
    public string Name => Source.Path.Substring(Source.Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>A place in the file.</summary>
    /// <param name="span">The place.</param>
    /// <returns>The location that a diagnostic shows.</returns>
    public Location At(TextSpan span) => Source.GetText() is { } text
        ? Location.Create(Source.Path, span, text.Lines.GetLinePositionSpan(span))
        : Location.None;
}
