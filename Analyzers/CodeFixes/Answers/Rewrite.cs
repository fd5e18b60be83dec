using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Changes of text, in one file or several, that belong together.</summary>
/// <param name="title">What the light bulb says.</param>
internal sealed class Rewrite(string title)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];
    private bool _changesGenerated;

    /// <summary>What the light bulb says.</summary>
    public string Title => title;

    /// <summary>Whether all changes can be made, and leave each other alone; those of calls within calls do not.</summary>
    public bool IsConsistent => !_changesGenerated && _changes.Values.All(changes =>
        changes.OrderBy(change => change.Span).Zip(changes.OrderBy(change => change.Span).Skip(1), (one, next) => one.Span.End <= next.Span.Start).All(fits => fits));

    /// <summary>Adds a change.</summary>
    /// <param name="document">The file.</param>
    /// <param name="span">What is replaced.</param>
    /// <param name="text">By what.</param>
    /// <returns>This.</returns>
    public Rewrite Replace(Document document, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(document.Id, out List<TextChange>? changes))
        {
            _changes.Add(document.Id, changes = []);
        }

        _changesGenerated |= document is SourceGeneratedDocument;
        changes.Add(new(span, text));
        return this;
    }

    /// <summary>Takes a node out, with the blank line that would be left at the begin of a block.</summary>
    /// <param name="document">The file.</param>
    /// <param name="node">A statement or member.</param>
    /// <returns>This.</returns>
    public Rewrite Remove(Document document, SyntaxNode node) => Replace(document, NodeRemoval.SpanOf(node), "");

    /// <summary>The solution as it is afterwards.</summary>
    /// <param name="solution">The solution as it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The new solution.</returns>
    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<DocumentId, List<TextChange>> changed in _changes)
        {
            if (solution.GetDocument(changed.Key) is { } document)
            {
                SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(changed.Key, text.WithChanges(changed.Value.OrderBy(change => change.Span)));
            }
        }

        return solution;
    }
}
