using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Words;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Finds the contracts that a compilation is built with, without declaring them. It may run at every key stroke: what it reads of references is kept
/// with them, and where none has a contract it looks at no file.
/// </summary>
internal static class BuildReader
{
    /// <summary>Reads a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>One, or none if the code names and makes no cookie of a reference.</returns>
    public static ImmutableArray<BuildModel> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        // What is generated has the keywords of the cookies themselves.
        if (compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp11 })
        {
            return [];
        }

        DeclaredContract[] contracts = [.. AssemblyContracts.OfReferences(compilation).SelectMany(reference => reference.Contracts.All)];
        if (contracts.Length == 0)
        {
            return [];
        }

        NameTable names = new NameTable(new(contracts.Select(contract => contract.Type.Name), StringComparer.Ordinal)).Shared();
        HashSet<string> named = new(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            named.UnionWith(NamedInTree.Of(tree, names, cancellationToken));
        }

        // Asked if there is a cookie that is not named: it means to bind code.
        HashSet<ITypeSymbol> made = named.Count == names.Names.Count ? [] : MadeInAllocations.In(compilation, cancellationToken);
        DeclaredContract[] meant = [.. contracts.Where(contract => (named.Contains(contract.Type.Name) || made.Contains(contract.Type)) && BuildFilter.Admits(contract.Type))];

        // Whichever file: a full name is the same in all of them.
        SemanticModel? model = meant.Length == 0 ? null : compilation.GetSemanticModel(compilation.SyntaxTrees.First());
        if (model is null || Bind(model, MetadataNames.ContractCheck) is not INamedTypeSymbol)
        {
            return [];
        }

        UsedContractModel[] used =
        [
            .. meant.Select(contract => (contract.Type, Used: Used(contract)))
                .Where(found => SymbolEqualityComparer.Default.Equals(Bind(model, found.Used.Cookie), found.Type)).Select(found => found.Used)
                .OrderBy(used => used.Cookie, StringComparer.Ordinal),
        ];
        return used.Length == 0 ? [] : [new(compilation.AssemblyName ?? string.Empty, new(used))];
    }

    private static UsedContractModel Used(DeclaredContract contract) => new(
        contract.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        contract.Layout.ContractId,
        contract.Layout.Fingerprint(),
        contract.Layout.Description);

    // As the compiler will: another type or namespace may have the full name, or a part of it, and an extern alias may hide it.
    private static ISymbol? Bind(SemanticModel model, string fullName) =>
        model.GetSpeculativeSymbolInfo(0, SyntaxFactory.ParseTypeName(fullName), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
}
