using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Corrects a name in an additional file, of a declaration or of a role, to the nearest that exists.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI4003CorrectNameFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class MSI4003CorrectNameFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.StaleEntry, RuleIds.MalformedEntry];

    private protected override string Title => "Correct the name to the nearest that exists";

    private protected override bool IsInSource => false;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Correction(diagnostic);
}
