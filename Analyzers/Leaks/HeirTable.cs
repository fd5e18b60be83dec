using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Which types of an assembly derive from which of its classes.</summary>
internal sealed class HeirTable
{
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _heirs = new(ReferenceComparer<INamedTypeSymbol>.Instance);

    /// <summary>Reads the base lists of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    public HeirTable(IAssemblySymbol assembly)
    {
        foreach (INamedTypeSymbol type in AssemblyTypes.Of(assembly))
        {
            // In half-written code a class can be its own base.
            HashSet<INamedTypeSymbol> seen = new(ReferenceComparer<INamedTypeSymbol>.Instance);
            for (INamedTypeSymbol? next = type.BaseType?.OriginalDefinition;
                next is not null && SymbolEqualityComparer.Default.Equals(next.ContainingAssembly, assembly) && seen.Add(next);
                next = next.BaseType?.OriginalDefinition)
            {
                if (!_heirs.TryGetValue(next, out List<INamedTypeSymbol>? heirs))
                {
                    _heirs[next] = heirs = [];
                }

                heirs.Add(type);
            }
        }
    }

    /// <summary>The types that derive from a class, directly or not.</summary>
    /// <param name="type">The class.</param>
    /// <returns>The types.</returns>
    public IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol type) =>
        _heirs.TryGetValue(type.OriginalDefinition, out List<INamedTypeSymbol>? heirs) ? heirs : [];
}
