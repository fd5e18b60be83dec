using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Removes a suppression that has no effect: the attribute, or the id in the pragma and in the pragma that restores it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI4002RemoveSuppressionFix))]
[Shared]
public sealed class MSI4002RemoveSuppressionFix : CodeFixProvider
{
    private const string Title = "Remove the suppression";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnlistedSuppression];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await SuppressionRemoval.ApplyAsync(document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), nameof(MSI4002RemoveSuppressionFix)), diagnostic);
            }
        }
    }

    // Several suppressions can share an attribute list or a pragma, so they are removed together.
    private sealed class AllAtOnce : DocumentBasedFixAllProvider
    {
        protected override Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics) =>
            SuppressionRemoval.ApplyAsync(document, diagnostics, fixAllContext.CancellationToken);
    }
}
