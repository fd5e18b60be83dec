using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>
/// A documentation comment id, and what it names in an assembly. The compiler's own search goes by the namespaces that source code
/// sees, and so misses references that have an alias only.
/// </summary>
internal sealed class DeclarationId
{
    private readonly string _text;
    private readonly string[] _segments;

    /// <summary>An id.</summary>
    /// <param name="text">The id: a letter, a colon and a full name.</param>
    public DeclarationId(string text)
    {
        _text = text;
        string name = text.Substring(2);
        int signature = name.IndexOfAny(['(', '~']);
        _segments = (signature < 0 ? name : name.Substring(0, signature)).Split('.');
        if (signature >= 0)
        {
            _segments[_segments.Length - 1] += name.Substring(signature);
        }
    }

    /// <summary>The id as it is written.</summary>
    public string Text => _text;

    /// <summary>What the id names in one assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The symbol; several only in code that does not compile, none if the assembly has it not.</returns>
    public IEnumerable<ISymbol> In(IAssemblySymbol assembly) =>
        Reach(assembly, out IReadOnlyList<INamespaceOrTypeSymbol> containers) < _segments.Length - 1
            ? []
            : containers.SelectMany(container => Children(container, _segments[_segments.Length - 1])).Where(Is);

    /// <summary>What the id names in any of several assemblies.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <returns>The symbols.</returns>
    public IEnumerable<ISymbol> In(IEnumerable<IAssemblySymbol> assemblies) => assemblies.SelectMany(In);

    /// <summary>The types of which the id names a member.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <returns>The types, whether or not they have the member.</returns>
    public IEnumerable<INamedTypeSymbol> ContainersIn(IEnumerable<IAssemblySymbol> assemblies) => assemblies.SelectMany(assembly =>
        Reach(assembly, out IReadOnlyList<INamespaceOrTypeSymbol> containers) < _segments.Length - 1 ? [] : containers.OfType<INamedTypeSymbol>());

    /// <summary>Whether an assembly has what the id names, or would with some parameters.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="false"/> also for an id with parameters that no overload has.</returns>
    public bool IsAnyOverloadIn(IAssemblySymbol assembly) =>
        Reach(assembly, out IReadOnlyList<INamespaceOrTypeSymbol> containers) == _segments.Length - 1
        && containers.SelectMany(container => Children(container, _segments[_segments.Length - 1])).Any(symbol =>
            symbol.GetDocumentationCommentId() is { } id && (id == _text || AllOverloads(id) == _text));

    /// <summary>The id that stands for all overloads of a method or an indexer: without parameters, and without its arity.</summary>
    /// <param name="id">The id of one of them.</param>
    /// <returns>The id of all.</returns>
    public static string AllOverloads(string id)
    {
        int end = id.IndexOf('(');
        string name = end < 0 ? id : id.Substring(0, end);
        int arity = name.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? name : name.Substring(0, arity);
    }

    /// <summary>The assemblies that a compilation can see into: its own, and its references.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>Its own first.</returns>
    public static IEnumerable<IAssemblySymbol> Visible(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Prepend(compilation.Assembly);

    /// <summary>The id that was probably meant: the nearest in spelling in the namespace or type up to which this one is right.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <param name="accept">Which symbols are acceptable.</param>
    /// <returns>The id of a symbol that exists; <see langword="null"/> if nothing is near.</returns>
    public string? Nearest(IEnumerable<IAssemblySymbol> assemblies, Func<ISymbol, bool> accept)
    {
        int depth = -1;
        List<INamespaceOrTypeSymbol> containers = [];
        foreach (IAssemblySymbol assembly in assemblies)
        {
            int reached = Reach(assembly, out IReadOnlyList<INamespaceOrTypeSymbol> found);
            if (reached > depth)
            {
                depth = reached;
                containers.Clear();
            }

            if (reached == depth)
            {
                containers.AddRange(found);
            }
        }

        return depth < _segments.Length - 1
            ? NearestPath(containers, depth, accept)
            : NearestMember([.. containers.SelectMany(Children).Where(accept).Select(child => child.GetDocumentationCommentId()).OfType<string>()]);
    }

    // The name decides, and among overloads the signature: to leave it out, or to write it otherwise, is the usual mistake.
    private string? NearestMember(IReadOnlyCollection<string> ids)
    {
        string? name = NearestName.Of(WithoutSignature(_text), ids.Select(WithoutSignature));
        return ids.Where(id => WithoutSignature(id) == name)
            .OrderBy(id => NearestName.Distance(_text, id, int.MaxValue - 1))
            .ThenBy(id => id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static string WithoutSignature(string id)
    {
        int signature = id.IndexOfAny(['(', '~']);
        return signature < 0 ? id : id.Substring(0, signature);
    }

    // A namespace or type on the way is misspelled: what comes after it has to exist below what it is corrected to.
    private string? NearestPath(List<INamespaceOrTypeSymbol> containers, int depth, Func<ISymbol, bool> accept)
    {
        List<INamespaceOrTypeSymbol> children = [.. containers.SelectMany(Children).OfType<INamespaceOrTypeSymbol>()];
        foreach (string candidate in NearestName.Ordered(_segments[depth], children.Select(child => child.MetadataName)))
        {
            string[] corrected = [.. _segments];
            corrected[depth] = candidate;
            DeclarationId id = new(_text.Substring(0, 2) + string.Join(".", corrected));
            if (children.Select(child => child.ContainingAssembly).OfType<IAssemblySymbol>().Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default).SelectMany(id.In).Any(accept))
            {
                return id.Text;
            }
        }

        return null;
    }

    // How many segments the assembly has, the last one aside, and where they lead.
    private int Reach(IAssemblySymbol assembly, out IReadOnlyList<INamespaceOrTypeSymbol> containers)
    {
        containers = [assembly.GlobalNamespace];
        for (int i = 0; i < _segments.Length - 1; i++)
        {
            List<INamespaceOrTypeSymbol> next = [.. containers.SelectMany(container => Children(container, _segments[i])).OfType<INamespaceOrTypeSymbol>()];
            if (next.Count == 0)
            {
                return i;
            }

            containers = next;
        }

        return _segments.Length - 1;
    }

    private bool Is(ISymbol symbol) => symbol.GetDocumentationCommentId() == _text;

    private static IEnumerable<ISymbol> Children(INamespaceOrTypeSymbol container) =>
        container.GetMembers().Where(member => !member.IsImplicitlyDeclared || member is IMethodSymbol { MethodKind: MethodKind.Constructor });

    // The name alone narrows the members down; explicit implementations have dots in theirs, and are looked through one by one.
    private static IEnumerable<ISymbol> Children(INamespaceOrTypeSymbol container, string segment)
    {
        int end = segment.IndexOfAny(['`', '(', '~']);
        string name = end < 0 ? segment : segment.Substring(0, end);
        return name switch
        {
            "#ctor" => container.GetMembers(".ctor"),
            "#cctor" => container.GetMembers(".cctor"),
            _ when name.IndexOf('#') >= 0 => container.GetMembers(),
            "Item" => container.GetMembers().Where(member => member.MetadataName == name || member is IPropertySymbol { IsIndexer: true }),
            _ => container.GetMembers(name).Where(member => member is not INamedTypeSymbol type || type.MetadataName == segment),
        };
    }
}
