using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>
/// Callees outside the role that keep nothing of what they are given: those of <c>TrustedCallees.txt</c>, which is part of this assembly,
/// and those of additional files named <c>MsiEncap.Trusted*.txt</c>.
/// </summary>
internal sealed class TrustedCallees
{
    private const string Resource = "TrustedCallees.txt";
    private const string Prefix = "MsiEncap.Trusted";

    private static readonly Lazy<ImmutableHashSet<string>> s_shipped = new(ReadShipped);

    private readonly ImmutableHashSet<string> _ids;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(ReferenceComparer<IMethodSymbol>.Instance);

    /// <summary>The callees that a compilation trusts.</summary>
    /// <param name="options">Holds the additional files.</param>
    public TrustedCallees(AnalyzerOptions options)
    {
        ImmutableHashSet<string> ids = s_shipped.Value;
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (IsTrustFile(file.Path) && file.GetText() is { } text)
            {
                // As everywhere, a line without a reason has no effect.
                ids = ids.Union(text.Lines
                    .Select(line => line.ToString().Split([';'], 2))
                    .Where(static fields => fields.Length == 2 && fields[1].Trim().Length > 0 && fields[0].Trim() is { Length: > 2 } id && id[1] == ':')
                    .Select(static fields => fields[0].Trim()));
            }
        }

        _ids = ids;
    }

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

    // An id without parameters stands for all overloads.
    private bool IsListed(string? id)
    {
        if (id is null || _ids.Contains(id))
        {
            return id is not null;
        }

        int end = id.IndexOf('(');
        string name = end < 0 ? id : id.Substring(0, end);
        int arity = name.IndexOf("``", StringComparison.Ordinal);
        return _ids.Contains(arity < 0 ? name : name.Substring(0, arity));
    }

    private static bool IsTrustFile(string? path)
    {
        string name = path is null ? "" : path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    private static ImmutableHashSet<string> ReadShipped()
    {
        using Stream stream = typeof(TrustedCallees).GetTypeInfo().Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
    }
}
