using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Removes a line of an additional file that matches nothing, or says what another line says.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI4003RemoveEntryFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class MSI4003RemoveEntryFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.StaleEntry, RuleIds.MalformedEntry, RuleIds.DriftingLayout];

    private protected override string Title => "Remove the line";

    private protected override bool IsInSource => false;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Removal(diagnostic);
}
