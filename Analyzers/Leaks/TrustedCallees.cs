using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>
/// Callees outside the role that keep nothing of what they are given: those of <c>TrustedCallees.txt</c>, which is part of this assembly,
/// and those of additional files named <c>MsiEncap.Trusted*.txt</c>.
/// </summary>
internal sealed class TrustedCallees
{
    private const string Resource = "TrustedCallees.txt";

    private static readonly Lazy<ImmutableHashSet<string>> s_shipped = new(ReadShipped);

    private readonly ImmutableHashSet<string> _ids;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(ReferenceComparer<IMethodSymbol>.Instance);

    /// <summary>The callees that a compilation trusts.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the additional files.</param>
    public TrustedCallees(Compilation compilation, AnalyzerOptions options) =>
        _ids = s_shipped.Value.Union(LedgerFiles.Of(compilation, options, LedgerFileKind.Trusted, CancellationToken.None)
            .SelectMany(file => file.Entries)
            .Where(entry => entry.Kind == LedgerEntryKind.Trust)
            .Select(entry => entry.Subject.Text));

    /// <summary>Whether a callee keeps nothing.</summary>
    /// <param name="method">The method, accessor or constructor.</param>
    /// <returns><see langword="true"/> if it, all of its name, or its type is listed.</returns>
    public bool Contains(IMethodSymbol method) => _known.GetOrAdd(method.OriginalDefinition, IsListed);

    private bool IsListed(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.GetDocumentationCommentId() is { } id && _ids.Contains(id))
            {
                return true;
            }
        }

        return IsListed(method.GetDocumentationCommentId())
            || (method.AssociatedSymbol is { } property && IsListed(property.GetDocumentationCommentId()));
    }

    private bool IsListed(string? id) => id is not null && (_ids.Contains(id) || _ids.Contains(DeclarationId.AllOverloads(id)));

    private static ImmutableHashSet<string> ReadShipped()
    {
        using Stream stream = typeof(TrustedCallees).GetTypeInfo().Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
    }
}
