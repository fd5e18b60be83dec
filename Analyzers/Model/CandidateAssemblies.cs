using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>
/// The assemblies that can hold anything restricted: those that define <c>RestrictedToAttribute</c>, and those that reference
/// such an assembly, directly or through others. The framework is not among them, and so is never looked at.
/// </summary>
internal sealed class CandidateAssemblies
{
    private readonly Dictionary<IAssemblySymbol, bool> _known = new(ReferenceComparer<IAssemblySymbol>.Instance);

    private CandidateAssemblies(IEnumerable<INamedTypeSymbol> attributes)
    {
        foreach (INamedTypeSymbol attribute in attributes)
        {
            _known[attribute.ContainingAssembly] = true;
        }
    }

    /// <summary>Finds the candidates, or none where the attribute is defined nowhere.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The candidates; <see langword="null"/> if nothing can be restricted.</returns>
    public static CandidateAssemblies? Find(Compilation compilation)
    {
        var attributes = compilation.GetTypesByMetadataName(WellKnownNames.RestrictedTo);
        if (attributes.IsEmpty)
        {
            return null;
        }

        CandidateAssemblies candidates = new(attributes);
        _ = candidates.Visit(compilation.Assembly);
        foreach (IAssemblySymbol reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            _ = candidates.Visit(reference);
        }

        return candidates;
    }

    /// <summary>All candidates.</summary>
    public IEnumerable<IAssemblySymbol> All => _known.Where(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Whether an assembly can hold anything restricted.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="false"/> if nothing in it can be.</returns>
    public bool Contains(IAssemblySymbol? assembly) =>
        assembly is not null && _known.TryGetValue(assembly, out bool candidate) && candidate;

    private bool Visit(IAssemblySymbol assembly)
    {
        if (_known.TryGetValue(assembly, out bool candidate))
        {
            return candidate;
        }

        // A cycle of references asks this question again; "not yet" is then as good an answer as any.
        _known[assembly] = false;
        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (IAssemblySymbol reference in module.ReferencedAssemblySymbols)
            {
                candidate |= Visit(reference);
            }
        }

        return _known[assembly] = candidate;
    }
}
