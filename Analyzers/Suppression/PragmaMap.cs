using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Suppression;

/// <summary>The warning pragmas of a file, walked once: to look for them from every diagnostic anew would be quadratic.</summary>
internal sealed class PragmaMap
{
    private static readonly ConditionalWeakTable<SyntaxTree, PragmaMap> s_maps = new();

    private readonly ImmutableArray<PragmaWarningDirectiveTriviaSyntax> _pragmas;
    private readonly bool _anyWithoutIds;
    private readonly ConcurrentDictionary<string, ImmutableArray<Change>> _changes = new(StringComparer.OrdinalIgnoreCase);

    private PragmaMap(SyntaxTree tree)
    {
        _pragmas = [.. Directives(tree.GetRoot())];
        _anyWithoutIds = _pragmas.Any(pragma => pragma.ErrorCodes.Count == 0 && Disables(pragma)) && !GeneratedFile.Is(tree);
    }

    /// <summary>The map of a file.</summary>
    /// <param name="tree">The file.</param>
    /// <returns>The same for as long as the file is.</returns>
    public static PragmaMap Of(SyntaxTree tree) => s_maps.GetValue(tree, key => new(key));

    /// <summary>The pragmas in the order in which they stand; those that directives switch off are not among them.</summary>
    public ImmutableArray<PragmaWarningDirectiveTriviaSyntax> All => _pragmas;

    /// <summary>Whether a pragma disables warnings.</summary>
    /// <param name="pragma">The pragma.</param>
    /// <returns><see langword="false"/> if it restores them.</returns>
    public static bool Disables(PragmaWarningDirectiveTriviaSyntax pragma) => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);

    /// <summary>The ids in a pragma, with or without quotes as somebody may write them.</summary>
    /// <param name="code">An element of its list.</param>
    /// <returns>The id.</returns>
    public static string IdOf(ExpressionSyntax code) => code is IdentifierNameSyntax name ? name.Identifier.ValueText : code.ToString();

    /// <summary>The pragma without ids that would disable a diagnostic. In a generator's file, where they are usual, none is found.</summary>
    /// <param name="id">The id of the diagnostic.</param>
    /// <param name="position">Where it is.</param>
    /// <returns>Where the pragma is; <see langword="null"/> if there is none, or its effect has ended.</returns>
    public Location? PragmaWithoutIds(string id, int position)
    {
        if (!_anyWithoutIds)
        {
            return null;
        }

        ImmutableArray<Change> changes = _changes.GetOrAdd(id, Changes);
        int low = 0;
        int high = changes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (changes[middle].Position <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && changes[low - 1].Pragma is { } pragma
            ? Location.Create(pragma.SyntaxTree, TextSpan.FromBounds(pragma.SpanStart, pragma.DisableOrRestoreKeyword.Span.End))
            : null;
    }

    // From each position on, which pragma without ids is in force.
    private ImmutableArray<Change> Changes(string id)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (PragmaWarningDirectiveTriviaSyntax pragma in _pragmas)
        {
            bool general = pragma.ErrorCodes.Count == 0;
            if (general)
            {
                changes.Add(new(pragma.FullSpan.End, Disables(pragma) ? pragma : null));
            }
            else if (!Disables(pragma) && pragma.ErrorCodes.Any(code => string.Equals(IdOf(code), id, StringComparison.OrdinalIgnoreCase)))
            {
                changes.Add(new(pragma.FullSpan.End, null));
            }
        }

        return changes.ToImmutable();
    }

    private static IEnumerable<PragmaWarningDirectiveTriviaSyntax> Directives(SyntaxNode root) => !root.ContainsDirectives
        ? []
        : root.DescendantNodesAndTokens(node => node.ContainsDirectives)
            .Where(item => item.IsToken && item.ContainsDirectives)
            .SelectMany(item => item.GetLeadingTrivia())
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
            .Select(trivia => (PragmaWarningDirectiveTriviaSyntax)trivia.GetStructure()!)
            .Where(pragma => pragma.IsActive);

    private readonly record struct Change(int Position, PragmaWarningDirectiveTriviaSyntax? Pragma);
}
