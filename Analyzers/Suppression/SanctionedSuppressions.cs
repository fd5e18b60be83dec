using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers.Suppression;

/// <summary>The suppressions that the ledger sanctions: a rule's diagnostics inside a type or member are not reported.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="files">The ledger.</param>
internal sealed class SanctionedSuppressions(Compilation compilation, ImmutableArray<LedgerFile> files)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Place>> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LedgerEntry, bool> _used = new();

    /// <summary>Whether a rule's diagnostic is not to be reported. The line that says so has then been of use.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="tree">The file.</param>
    /// <param name="span">The place in it.</param>
    /// <returns><see langword="true"/> if the ledger sanctions it.</returns>
    public bool Cover(string rule, SyntaxTree tree, TextSpan span)
    {
        bool covered = false;
        foreach (Place place in At(rule, tree, span))
        {
            _used[place.Entry] = true;
            covered = true;
        }

        return covered;
    }

    /// <summary>Whether the ledger lists a suppression of a rule in a type or member, or in a type around it.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="target">The documentation comment id of the type or member.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public bool Lists(string rule, string target) =>
        files.Any(file => file.Entries.Any(entry => entry.Kind == LedgerEntryKind.SanctionedSuppression && entry.Subject.Text == rule))
        && new DeclarationId(target).In(compilation.Assembly).SelectMany(symbol => symbol.DeclaringSyntaxReferences)
            .Any(reference => At(rule, reference.SyntaxTree, reference.Span).Any());

    /// <summary>The lines that have been of no use although what they name exists.</summary>
    /// <param name="rules">The ids of the rules that have been applied.</param>
    /// <returns>The lines that only this project reads.</returns>
    public IEnumerable<(LedgerFile File, LedgerEntry Entry)> Unused(IReadOnlyCollection<string> rules) =>
        from file in files
        where !file.IsShared
        from entry in file.Entries
        where entry.Kind == LedgerEntryKind.SanctionedSuppression && rules.Contains(entry.Subject.Text)
            && !_used.ContainsKey(entry)
            && Targets(entry).Any()
        select (file, entry);

    private IEnumerable<Place> At(string rule, SyntaxTree tree, TextSpan span) =>
        _places.GetOrAdd(rule, Find).Where(place => place.Tree == tree && place.Span.Contains(span));

    private ImmutableArray<Place> Find(string rule) =>
    [
        .. from file in files
           from entry in file.Entries
           where entry.Kind == LedgerEntryKind.SanctionedSuppression && entry.Subject.Text == rule
           from target in Targets(entry)
           from reference in target.DeclaringSyntaxReferences
           select new Place(entry, reference.SyntaxTree, SpanOf(target, reference.GetSyntax())),
    ];

    private IEnumerable<ISymbol> Targets(LedgerEntry entry) => new DeclarationId(entry.Object.Text).In(compilation.Assembly);

    // With the comment and the pragmas before it, and for a field with the type that it has in common with the fields beside it.
    private static TextSpan SpanOf(ISymbol target, SyntaxNode declaration)
    {
        SyntaxNode whole = declaration switch
        {
            VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } => field,
            TypeDeclarationSyntax { ParameterList: { } parameters } when target is IMethodSymbol => parameters,
            _ => declaration,
        };
        return TextSpan.FromBounds(whole.FullSpan.Start, whole.Span.End);
    }

    private readonly record struct Place(LedgerEntry Entry, SyntaxTree Tree, TextSpan Span);
}
