using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.CodeFixes;

/// <summary>Adds the line that MSI2006 asks for to <c>MsiEncap.Contracts.Unshipped.txt</c>, where a change of the layout will show.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI2006AddLineFix))]
[Shared]
public sealed class MSI2006AddLineFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DriftingLayout];

    private protected override string Title => "Add the contract to " + LedgerFiles.UnshippedContracts;

    private protected override bool IsInSource => true;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Addition(diagnostic);
}
