using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MsiEncap.CodeFixes;

/// <summary>Changes additional files for many diagnostics at once. The stock provider merges changes of source documents only, and so would offer nothing.</summary>
/// <param name="title">What the light bulb says.</param>
/// <param name="ids">The ids that are fixed.</param>
/// <param name="changeOf">What a diagnostic asks for, if anything.</param>
/// <param name="inSource">Whether the diagnostics are in source documents; an additional file is no scope of its own.</param>
internal sealed class LedgerFixAllProvider(
    string title, ImmutableArray<string> ids, Func<Diagnostic, LedgerChange?> changeOf, bool inSource) : FixAllProvider
{
    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        inSource ? [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution] : [FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        List<KeyValuePair<ProjectId, LedgerChange>> changes = [];
        foreach (Project project in ProjectsOf(fixAllContext))
        {
            IEnumerable<Diagnostic> diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            changes.AddRange(diagnostics
                .Where(diagnostic => ids.Contains(diagnostic.Id))
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal)
                .Select(changeOf)
                .OfType<LedgerChange>()
                .Select(change => new KeyValuePair<ProjectId, LedgerChange>(project.Id, change)));
        }

        return changes.Count == 0 ? null : CodeAction.Create(
            title,
            cancellationToken => LedgerEdit.ApplyAsync(fixAllContext.Solution, changes, cancellationToken),
            fixAllContext.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
}
