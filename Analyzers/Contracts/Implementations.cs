using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What assemblies say of the contracts that they implement, and which domains a compilation has.</summary>
internal sealed class Implementations
{
    /// <summary>The attribute that says it.</summary>
    public const string AttributeName = "MsiEncap.Contracts." + Attribute;

    private const string Attribute = "ImplementsCookieContractAttribute";

    private readonly Compilation _compilation;
    private readonly DeclaredContracts _contracts;
    private readonly Lazy<ImmutableArray<(INamedTypeSymbol Domain, CookieModel Contract)>> _domains;
    private readonly Lazy<(IAssemblySymbol Assembly, CookieModel Contract)[]> _referenced;

    /// <summary>Those of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="contracts">Reads contracts.</param>
    public Implementations(Compilation compilation, DeclaredContracts contracts)
    {
        _compilation = compilation;
        _contracts = contracts;
        Statements = [.. StatementsOf(compilation.Assembly)];
        _domains = new(FindDomains);
        _referenced = new(FindReferenced);
    }

    /// <summary>What the compilation says that it implements.</summary>
    public ImmutableArray<AttributeData> Statements { get; }

    /// <summary>Whether a type is declared as a contract, be it a valid one or not.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it has the attribute.</returns>
    public static bool Declares(ITypeSymbol type) => type.GetAttributes().First(MetadataNames.ContractAttribute) is not null;

    /// <summary>The domains of a contract that the compilation declares.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>Classes that are not abstract, in the order of their names.</returns>
    public IReadOnlyList<INamedTypeSymbol> Of(CookieModel contract) =>
    [
        .. _domains.Value.Where(found => IsSame(found.Contract, contract)).Select(found => found.Domain)
            .OrderBy(domain => domain.ToDisplayString(), StringComparer.Ordinal),
    ];

    /// <summary>The referenced assemblies that say they implement a contract, too.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>Their names, in order; of versions of one assembly the whole identity.</returns>
    public IEnumerable<string> NamesElsewhere(CookieModel contract)
    {
        ILookup<string, IAssemblySymbol> named = Elsewhere(contract).ToLookup(assembly => assembly.Name);
        return named.SelectMany(same => same.Skip(1).Any() ? same.Select(assembly => assembly.Identity.GetDisplayName()) : [same.Key]);
    }

    /// <summary>The contracts that several referenced assemblies say they implement, and the compilation does not.</summary>
    /// <returns>Each once.</returns>
    public IReadOnlyList<CookieModel> SeveralElsewhere()
    {
        List<CookieModel> several = [];
        foreach ((_, CookieModel contract) in _referenced.Value)
        {
            if (!several.Exists(known => IsSame(known, contract))
                && Elsewhere(contract).Skip(1).Any()
                && !ContractsOf(_compilation.Assembly).Any(own => IsSame(own, contract)))
            {
                several.Add(contract);
            }
        }

        return several;
    }

    // Versions of a contract may be implemented side by side: a device in the field has the one or the other.
    private static bool IsSame(CookieModel left, CookieModel right) => left.ContractId == right.ContractId && left.Version == right.Version;

    private static IEnumerable<AttributeData> StatementsOf(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Where(attribute => attribute.IsOfContracts(Attribute));

    private IEnumerable<IAssemblySymbol> Elsewhere(CookieModel contract) =>
        _referenced.Value.Where(said => IsSame(said.Contract, contract)).Select(said => said.Assembly).Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default);

    private IEnumerable<CookieModel> ContractsOf(IAssemblySymbol assembly)
    {
        foreach (AttributeData statement in StatementsOf(assembly))
        {
            if (statement.ConstructorArguments is [{ Value: ITypeSymbol cookie }] && _contracts.Of(cookie) is { } contract)
            {
                yield return contract;
            }
        }
    }

    private (IAssemblySymbol Assembly, CookieModel Contract)[] FindReferenced() =>
    [
        .. References.ThatName(_compilation, AttributeName).OrderBy(assembly => assembly.Name, StringComparer.Ordinal).ThenBy(assembly => assembly.Identity.Version)
            .SelectMany(assembly => ContractsOf(assembly).Select(contract => (assembly, contract))),
    ];

    private ImmutableArray<(INamedTypeSymbol Domain, CookieModel Contract)> FindDomains()
    {
        ImmutableArray<(INamedTypeSymbol, CookieModel)>.Builder found = ImmutableArray.CreateBuilder<(INamedTypeSymbol, CookieModel)>();
        foreach (INamedTypeSymbol type in AssemblyTypes.Of(_compilation.Assembly))
        {
            if (type is { TypeKind: TypeKind.Class, IsAbstract: false } && _contracts.Of(RuntimeNames.CookieOfDomain(type)) is { } contract)
            {
                found.Add((type, contract));
            }
        }

        return found.ToImmutable();
    }
}
