using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers;

/// <summary>
/// The assemblies that can hold anything restricted: those that define <c>RestrictedToAttribute</c>, those that an additional file
/// restricts something in, and those that reference such an assembly, directly or through others. Unless a file names it, the
/// framework is not among them, and so is never looked at.
/// </summary>
internal sealed class CandidateAssemblies
{
    private readonly Dictionary<IAssemblySymbol, bool> _bearing;
    private readonly Dictionary<IAssemblySymbol, bool> _inheriting;
    private static readonly NameTable s_attribute = new(new(StringComparer.Ordinal) { "RestrictedTo", "RestrictedToAttribute" });

    private readonly Lazy<IReadOnlyList<IAssemblySymbol>> _mentioning;
    private readonly Lazy<bool> _states;
    private readonly HashSet<IAssemblySymbol> _listedIn = new(ReferenceComparer<IAssemblySymbol>.Instance);

    private CandidateAssemblies(Compilation compilation, IEnumerable<INamedTypeSymbol> attributes, ListedRestrictions? listed)
    {
        Listed = listed;
        _bearing = Dependents(compilation, attributes.Select(attribute => attribute.ContainingAssembly));
        _inheriting = listed is null
            ? new(ReferenceComparer<IAssemblySymbol>.Instance)
            : Dependents(compilation, listed.Subjects.Where(ListedRestrictions.IsInheritable).Select(subject => subject.ContainingAssembly));
        _listedIn.UnionWith(listed?.Subjects.Select(subject => subject.ContainingAssembly).Concat(listed.HidingIn) ?? []);
        _mentioning = new(() => ReferencesTo(
            compilation, _bearing.Where(entry => entry.Value).Select(entry => entry.Key).Concat(_listedIn.Where(assembly => assembly is not null))));
        _states = new(() => compilation.SyntaxTrees.Any(tree => Words.Of(tree, CancellationToken.None).MayHold(s_attribute)));
    }

    /// <summary>Whether the compilation's own source may restrict something by the attribute.</summary>
    public bool StatesRestrictions => _states.Value;

    /// <summary>The references whose declarations can mention anything restricted, whether or not anything in them can be.</summary>
    public IReadOnlyList<IAssemblySymbol> Mentioning => _mentioning.Value;

    /// <summary>What additional files restrict, if they restrict anything.</summary>
    public ListedRestrictions? Listed { get; }

    /// <summary>Finds the candidates, or none where the attribute is defined nowhere and no file restricts anything.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="listed">What additional files restrict.</param>
    /// <returns>The candidates; <see langword="null"/> if nothing can be restricted.</returns>
    public static CandidateAssemblies? Find(Compilation compilation, ListedRestrictions? listed = null)
    {
        var attributes = compilation.GetTypesByMetadataName(WellKnownNames.RestrictedTo);
        return attributes.IsEmpty && listed is null ? null : new(compilation, attributes, listed);
    }

    /// <summary>All candidates.</summary>
    public IEnumerable<IAssemblySymbol> All => Whole.Union(_listedIn, ReferenceComparer<IAssemblySymbol>.Instance);

    /// <summary>All types that can be restricted are in these namespaces and types: whole assemblies, and what a file lists of others.</summary>
    public IEnumerable<INamespaceOrTypeSymbol> Roots => Whole.Select(assembly => assembly.GlobalNamespace)
        .Concat(Listed?.Subjects.OfType<INamespaceOrTypeSymbol>() ?? [])
        .Distinct<INamespaceOrTypeSymbol>(ReferenceComparer<INamespaceOrTypeSymbol>.Instance);

    // Any type in them can be restricted.
    private IEnumerable<IAssemblySymbol> Whole =>
        _bearing.Concat(_inheriting).Where(entry => entry.Value).Select(entry => entry.Key).Distinct<IAssemblySymbol>(ReferenceComparer<IAssemblySymbol>.Instance);

    /// <summary>Whether an assembly can hold anything restricted.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="false"/> if nothing in it can be.</returns>
    public bool Contains(IAssemblySymbol? assembly) =>
        assembly is not null && (BearsAttributes(assembly) || (Listed is not null && (_listedIn.Contains(assembly) || Is(_inheriting, assembly))));

    /// <summary>Whether declarations in an assembly can bear the attribute.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="false"/> if none can, so none is asked.</returns>
    public bool BearsAttributes(IAssemblySymbol? assembly) => assembly is not null && Is(_bearing, assembly);

    /// <summary>The references among which are some assemblies and those that reference them, directly or through others.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="roots">The assemblies; the compilation's own may be among them.</param>
    /// <returns>The references in the order of their names.</returns>
    public static IReadOnlyList<IAssemblySymbol> ReferencesTo(Compilation compilation, IEnumerable<IAssemblySymbol> roots) =>
    [
        .. Dependents(compilation, roots).Where(entry => entry.Value && !SymbolEqualityComparer.Default.Equals(entry.Key, compilation.Assembly))
            .Select(entry => entry.Key).OrderBy(assembly => assembly.Name, StringComparer.Ordinal),
    ];

    private static bool Is(Dictionary<IAssemblySymbol, bool> known, IAssemblySymbol assembly) => known.TryGetValue(assembly, out bool member) && member;

    private static Dictionary<IAssemblySymbol, bool> Dependents(Compilation compilation, IEnumerable<IAssemblySymbol> roots)
    {
        Dictionary<IAssemblySymbol, bool> known = new(ReferenceComparer<IAssemblySymbol>.Instance);
        foreach (IAssemblySymbol root in roots)
        {
            known[root] = true;
        }

        if (known.Count > 0)
        {
            _ = Visit(known, compilation.Assembly);
            foreach (IAssemblySymbol reference in compilation.SourceModule.ReferencedAssemblySymbols)
            {
                _ = Visit(known, reference);
            }
        }

        return known;
    }

    private static bool Visit(Dictionary<IAssemblySymbol, bool> known, IAssemblySymbol assembly)
    {
        if (known.TryGetValue(assembly, out bool candidate))
        {
            return candidate;
        }

        // A cycle of references asks this question again; "not yet" is then as good an answer as any.
        known[assembly] = false;
        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (IAssemblySymbol reference in module.ReferencedAssemblySymbols)
            {
                candidate |= Visit(known, reference);
            }
        }

        return known[assembly] = candidate;
    }
}
