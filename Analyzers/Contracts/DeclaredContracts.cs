using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The contracts that a compilation can name, read as the generator reads them, each once.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class DeclaredContracts(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, CookieModel?> _read = new(ReferenceComparer<INamedTypeSymbol>.Instance);

    /// <summary>The contract of a cookie's type.</summary>
    /// <param name="type">Any type.</param>
    /// <returns><see langword="null"/> if it has none, or one that there is no cookie for: what is wrong with that is told by MSI2001.</returns>
    public CookieModel? Of(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 0 } named ? _read.GetOrAdd(named, Read) : null;

    private CookieModel? Read(INamedTypeSymbol type)
    {
        ContractProblems problems = default;
        return ContractReader.Read(type, compilation, ref problems);
    }
}
