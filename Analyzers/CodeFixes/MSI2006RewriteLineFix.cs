using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Writes a line anew: of a contract that has not shipped, as its layout is now; of one that is removed, as it has shipped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI2006RewriteLineFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class MSI2006RewriteLineFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DriftingLayout];

    private protected override string Title => "Write the line anew";

    private protected override bool IsInSource => false;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Correction(diagnostic);
}
