using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MsiEncap.CodeFixes;

/// <summary>Adds all lines at once. The stock provider merges changes of source documents only, and so would offer nothing.</summary>
internal sealed class LedgerFixAllProvider : FixAllProvider
{
    public static readonly LedgerFixAllProvider Instance = new();

    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        Dictionary<ProjectId, List<string>> lines = [];
        foreach (Project project in ProjectsOf(fixAllContext))
        {
            IEnumerable<Diagnostic> diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            List<string> wanted = [.. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal)
                .Select(LedgerEdit.LineOf)
                .OfType<string>()];
            if (wanted.Count > 0)
            {
                lines.Add(project.Id, wanted);
            }
        }

        return lines.Count == 0 ? null : CodeAction.Create(
            LedgerEdit.Title,
            cancellationToken => AddAsync(fixAllContext.Solution, lines, cancellationToken),
            fixAllContext.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];

    private static async Task<Solution> AddAsync(
        Solution solution, Dictionary<ProjectId, List<string>> lines, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<ProjectId, List<string>> entry in lines)
        {
            solution = await LedgerEdit.AddAsync(solution, entry.Key, entry.Value, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }
}
