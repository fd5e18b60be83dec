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

    /// <summary>Those of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="contracts">Reads contracts.</param>
    public Implementations(Compilation compilation, DeclaredContracts contracts)
    {
        _compilation = compilation;
        _contracts = contracts;
        Statements = StatementsOf(compilation.Assembly);
        _domains = new(FindDomains);
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
        .. _domains.Value.Where(found => found.Contract.ContractId == contract.ContractId).Select(found => found.Domain)
            .OrderBy(domain => domain.ToDisplayString(), StringComparer.Ordinal),
    ];

    /// <summary>The referenced assemblies that say they implement a contract, too.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>The assemblies.</returns>
    public IEnumerable<IAssemblySymbol> Elsewhere(CookieModel contract) => _compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly =>
        StatementsOf(assembly).Any(statement =>
            statement.ConstructorArguments is [{ Value: ITypeSymbol cookie }] && _contracts.Of(cookie)?.ContractId == contract.ContractId));

    private static ImmutableArray<AttributeData> StatementsOf(IAssemblySymbol assembly) =>
        [.. assembly.GetAttributes().Where(attribute => attribute.IsOfContracts(Attribute))];

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
