using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>The contracts that an assembly declares.</summary>
internal sealed class AssemblyContracts
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, AssemblyContracts> s_known = new();

    private readonly HashSet<string> _invalid = new(StringComparer.Ordinal);
    private readonly List<DeclaredContract> _all = [];

    /// <summary>Looks through an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="read">Reads the contract of a struct that declares one.</param>
    public AssemblyContracts(IAssemblySymbol assembly, Func<INamedTypeSymbol, CookieModel?> read)
    {
        foreach (INamedTypeSymbol type in AssemblyTypes.Of(assembly))
        {
            if (type.TypeKind == TypeKind.Struct && type.GetAttributes().First(MetadataNames.ContractAttribute) is { } attribute)
            {
                Add(type, attribute, read);
            }
        }
    }

    /// <summary>Those that have a cookie.</summary>
    public IReadOnlyList<DeclaredContract> All => _all;

    /// <summary>Looks through what a compilation references. What is found is kept with the reference, and is the same for all who ask.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The references that can have a contract.</returns>
    public static IEnumerable<(IAssemblySymbol Assembly, AssemblyContracts Contracts)> OfReferences(Compilation compilation) =>
        References.ThatName(compilation, MetadataNames.Contract).Select(assembly => (assembly, s_known.GetValue(assembly, key => new(key, type =>
        {
            ContractProblems problems = default;
            return ContractReader.Read(type, compilation, ref problems);
        }))));

    /// <summary>Whether a contract is declared in a way that nothing is known of it but its id. Another rule says so.</summary>
    /// <param name="contractId">Its id.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool HasInvalid(string contractId) => _invalid.Contains(contractId);

    /// <summary>The layout of a contract.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="version">Its version.</param>
    /// <returns><see langword="null"/> if no struct is of this contract and version.</returns>
    public CookieLayout? Find(string contractId, int version) =>
        _all.Find(contract => contract.Layout.ContractId == contractId && contract.Layout.Version == version)?.Layout;

    /// <summary>Whether a later version of a contract is declared.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="version">The earlier version.</param>
    /// <returns><see langword="true"/> if one is.</returns>
    public bool HasLater(string contractId, int version) =>
        _all.Exists(contract => contract.Layout.ContractId == contractId && contract.Layout.Version > version);

    private void Add(INamedTypeSymbol type, AttributeData attribute, Func<INamedTypeSymbol, CookieModel?> read)
    {
        if (read(type) is { } cookie)
        {
            _all.Add(new(type, cookie.Layout));
        }
        else if (attribute.FirstString() is { } contractId)
        {
            _ = _invalid.Add(contractId);
        }
    }
}
