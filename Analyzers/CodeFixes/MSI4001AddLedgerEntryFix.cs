using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Adds the line that MSI4001 asks for to <c>MsiEncap.Roles.txt</c>, where its reviewers will see it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI4001AddLedgerEntryFix))]
[Shared]
public sealed class MSI4001AddLedgerEntryFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnlistedGrant];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => LedgerFixAllProvider.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (LedgerEdit.LineOf(diagnostic) is { } line)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        LedgerEdit.Title,
                        cancellationToken => LedgerEdit.AddAsync(project.Solution, project.Id, [line], cancellationToken),
                        nameof(MSI4001AddLedgerEntryFix)),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }
}
