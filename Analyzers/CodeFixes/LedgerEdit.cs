using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.CodeFixes;

/// <summary>Adds lines to a project's ledger.</summary>
internal static class LedgerEdit
{
    public const string Title = "Add the grant to " + LedgerFiles.Name;

    /// <summary>The line that a diagnostic asks for.</summary>
    /// <param name="diagnostic">An MSI4001.</param>
    /// <returns><see langword="null"/> if no line would help.</returns>
    public static string? LineOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(MSI4001UnlistedGrantAnalyzer.LineProperty, out string? line) ? line : null;

    /// <summary>Adds lines at the end of the ledger, which is created if the project has none.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="lines">The lines; those that the ledger holds already are left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The new solution.</returns>
    public static async Task<Solution> AddAsync(
        Solution solution, ProjectId projectId, IReadOnlyCollection<string> lines, CancellationToken cancellationToken)
    {
        if (solution.GetProject(projectId) is not { } project)
        {
            return solution;
        }

        if (FindLedger(project) is not { } ledger)
        {
            return Create(project, string.Concat(lines.Distinct().Select(line => line + "\n")));
        }

        SourceText text = await ledger.GetTextAsync(cancellationToken).ConfigureAwait(false);
        SourceText changed = Append(text, lines);

        // The projects of several target frameworks have one file between them.
        foreach (DocumentId same in solution.GetDocumentIdsWithFilePath(ledger.FilePath).Add(ledger.Id).Distinct())
        {
            solution = solution.WithAdditionalDocumentText(same, changed);
        }

        return solution;
    }

    private static TextDocument? FindLedger(Project project) =>
        project.AdditionalDocuments.FirstOrDefault(document =>
            string.Equals(Path.GetFileName(document.FilePath ?? document.Name), LedgerFiles.Name, StringComparison.OrdinalIgnoreCase));

    private static Solution Create(Project project, string text)
    {
        string? folder = Path.GetDirectoryName(project.FilePath);
        string path = folder is null ? LedgerFiles.Name : Path.Combine(folder, LedgerFiles.Name);
        SourceText content = SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return project.AddAdditionalDocument(LedgerFiles.Name, content, filePath: path).Project.Solution;
    }

    private static SourceText Append(SourceText text, IReadOnlyCollection<string> lines)
    {
        HashSet<string> known = new(text.Lines.Select(line => line.ToString().Trim()), StringComparer.Ordinal);
        string lineBreak = LineBreakOf(text);
        var added = new StringBuilder();
        if (text.Length > 0 && text.Lines[text.Lines.Count - 1].Span.Length > 0)
        {
            _ = added.Append(lineBreak);
        }

        foreach (string line in lines.Where(known.Add))
        {
            _ = added.Append(line).Append(lineBreak);
        }

        return text.WithChanges(new TextChange(new TextSpan(text.Length, 0), added.ToString()));
    }

    // A file keeps its line breaks; one without any gets the one that no tool minds.
    private static string LineBreakOf(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End
            ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak))
            : "\n";
    }
}
