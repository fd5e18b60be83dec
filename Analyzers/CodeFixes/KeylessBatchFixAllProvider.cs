using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MsiEncap.CodeFixes;

/// <summary>
/// The stock batch fixer for a provider with one kind of fix. <c>dotnet format</c> takes the key of the fix from the first diagnostic; where
/// that one has no fix it asks without a key, and the stock fixer would fix nothing at all.
/// </summary>
/// <param name="key">The equivalence key of the fix that is meant when none is said.</param>
/// <param name="providerOf">The provider of the fixes with a key, where that is not the provider that was asked.</param>
internal sealed class KeylessBatchFixAllProvider(string key, Func<string, CodeFixProvider>? providerOf = null) : FixAllProvider
{
    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => WellKnownFixAllProviders.BatchFixer.GetSupportedFixAllScopes();

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        WellKnownFixAllProviders.BatchFixer.GetFixAsync(
            fixAllContext.CodeActionEquivalenceKey is null || providerOf is not null ? WithKey(fixAllContext, fixAllContext.CodeActionEquivalenceKey ?? key) : fixAllContext);

    private FixAllContext WithKey(FixAllContext context, string wanted)
    {
        CodeFixProvider provider = providerOf?.Invoke(wanted) ?? context.CodeFixProvider;
        var diagnostics = new SameDiagnostics(context);
        return context.Document is { } document
            ? new(document, provider, context.Scope, wanted, context.DiagnosticIds, diagnostics, context.CancellationToken)
            : new(context.Project, provider, context.Scope, wanted, context.DiagnosticIds, diagnostics, context.CancellationToken);
    }

    private sealed class SameDiagnostics(FixAllContext context) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await context.GetProjectDiagnosticsAsync(project).ConfigureAwait(false);
    }
}
