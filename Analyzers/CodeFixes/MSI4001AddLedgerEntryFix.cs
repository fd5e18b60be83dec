using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.CodeFixes;

/// <summary>Adds the line that MSI4001 asks for to <c>MsiEncap.Roles.txt</c>, where its reviewers will see it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI4001AddLedgerEntryFix))]
[Shared]
public sealed class MSI4001AddLedgerEntryFix : LedgerFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnlistedGrant];

    private protected override string Title => "Add the grant to " + LedgerFiles.Name;

    private protected override bool IsInSource => true;

    private protected override LedgerChange? ChangeOf(Diagnostic diagnostic) => LedgerChange.Addition(diagnostic);
}
