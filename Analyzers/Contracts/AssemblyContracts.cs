using Microsoft.CodeAnalysis;
using MsiEncap.Generators;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The contracts that an assembly declares.</summary>
internal sealed class AssemblyContracts
{
    private readonly HashSet<string> _invalid = new(StringComparer.Ordinal);
    private readonly List<DeclaredContract> _all = [];

    private AssemblyContracts(IAssemblySymbol assembly, Compilation compilation, CancellationToken cancellationToken)
    {
        var contracts = DeclaredContracts.Of(compilation);
        foreach (INamedTypeSymbol type in AssemblyTypes.Of(assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (type.TypeKind == TypeKind.Struct)
            {
                Add(type, contracts);
            }
        }
    }

    /// <summary>Those that have a cookie.</summary>
    public IReadOnlyList<DeclaredContract> All => _all;

    /// <summary>Looks through an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="compilation">Who asks.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Its contracts.</returns>
    public static AssemblyContracts Of(IAssemblySymbol assembly, Compilation compilation, CancellationToken cancellationToken) =>
        new(assembly, compilation, cancellationToken);

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

    private void Add(INamedTypeSymbol type, DeclaredContracts contracts)
    {
        if (type.GetAttributes().First(MetadataNames.ContractAttribute) is not { } attribute)
        {
            return;
        }

        if (contracts.Of(type) is { } cookie)
        {
            _all.Add(new(type, cookie.Layout));
        }
        else if (attribute.FirstString() is { } contractId)
        {
            _ = _invalid.Add(contractId);
        }
    }
}
