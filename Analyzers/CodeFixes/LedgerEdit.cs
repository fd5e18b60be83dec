using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.CodeFixes;

/// <summary>Changes the additional files of projects.</summary>
internal static class LedgerEdit
{
    /// <summary>Makes all changes at once.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="changes">The changes by project. Places are those of the solution as it is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The new solution.</returns>
    public static async Task<Solution> ApplyAsync(
        Solution solution, IReadOnlyCollection<KeyValuePair<ProjectId, LedgerChange>> changes, CancellationToken cancellationToken)
    {
        // Projects can have a file in common, which then is changed once.
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (KeyValuePair<ProjectId, LedgerChange> change in changes)
        {
            if (PathOf(change.Value) is { } path && done.Add(path) && FindFile(solution.GetProject(change.Key), path) is { } file)
            {
                SourceText text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = WithText(solution, file, Change(text, [.. changes.Select(other => other.Value).Where(other => PathOf(other) == path).Distinct()]));
            }
        }

        foreach (IGrouping<(ProjectId Project, string File), string> lines in changes.Where(change => change.Value is LedgerChange.Add)
            .GroupBy(change => (change.Key, ((LedgerChange.Add)change.Value).File), change => ((LedgerChange.Add)change.Value).Line))
        {
            solution = await AddAsync(solution, lines.Key.Project, lines.Key.File, [.. lines], cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static string? PathOf(LedgerChange change) => change switch
    {
        LedgerChange.Remove remove => remove.Path,
        LedgerChange.Replace replace => replace.Path,
        _ => null,
    };

    private static TextDocument? FindFile(Project? project, string path) =>
        project?.AdditionalDocuments.FirstOrDefault(document => (document.FilePath ?? document.Name) == path);

    // Where projects want one place in different ways, the first of them has it.
    private static SourceText Change(SourceText text, IReadOnlyCollection<LedgerChange> changes) => text.WithChanges(changes
        .Select(change => change switch
        {
            LedgerChange.Remove remove => new TextChange(text.Lines[remove.Line].SpanIncludingLineBreak, ""),
            LedgerChange.Replace replace => new TextChange(replace.Span, replace.Text),
            _ => default,
        })
        .GroupBy(change => change.Span.Start, (_, wanted) => wanted.First())
        .OrderBy(change => change.Span.Start));

    private static Solution WithText(Solution solution, TextDocument file, SourceText text)
    {
        // The projects of several target frameworks have one file between them.
        foreach (DocumentId same in solution.GetDocumentIdsWithFilePath(file.FilePath).Add(file.Id).Distinct())
        {
            solution = solution.WithAdditionalDocumentText(same, text);
        }

        return solution;
    }

    // Adds lines at the end of a file, which is created if the project has none; lines that it holds already are left out.
    private static async Task<Solution> AddAsync(
        Solution solution, ProjectId projectId, string name, IReadOnlyCollection<string> lines, CancellationToken cancellationToken)
    {
        if (solution.GetProject(projectId) is not { } project)
        {
            return solution;
        }

        if (FindNamed(project, name) is not { } file)
        {
            return await CreateAsync(project, name, lines, cancellationToken).ConfigureAwait(false);
        }

        SourceText text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return WithText(solution, file, Append(text, lines));
    }

    private static TextDocument? FindNamed(Project project, string name) =>
        project.AdditionalDocuments.FirstOrDefault(document =>
            string.Equals(Path.GetFileName(document.FilePath ?? document.Name), name, StringComparison.OrdinalIgnoreCase));

    // The project of another target framework may have made the file just before.
    private static async Task<Solution> CreateAsync(Project project, string name, IReadOnlyCollection<string> lines, CancellationToken cancellationToken)
    {
        string? folder = Path.GetDirectoryName(project.FilePath);
        string path = folder is null ? name : Path.Combine(folder, name);
        Solution solution = project.Solution;
        TextDocument? made = solution.GetDocumentIdsWithFilePath(path).Select(solution.GetAdditionalDocument).FirstOrDefault(file => file is not null);
        SourceText content = Append(
            made is null
                ? SourceText.From("", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
                : await made.GetTextAsync(cancellationToken).ConfigureAwait(false),
            lines);
        return (made is null ? solution : WithText(solution, made, content)).GetProject(project.Id)!
            .AddAdditionalDocument(name, content, filePath: path).Project.Solution;
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
