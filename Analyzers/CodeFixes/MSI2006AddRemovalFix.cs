using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.CodeFixes;

/// <summary>Says in <c>MsiEncap.Contracts.Unshipped.txt</c> that a contract which has shipped is no more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI2006AddRemovalFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class MSI2006AddRemovalFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DriftingLayout];

    private protected override string Title => "Say in " + LedgerFiles.UnshippedContracts + " that the contract is removed";

    private protected override bool IsInSource => false;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Addition(diagnostic);
}
