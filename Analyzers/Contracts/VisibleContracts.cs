using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Generators;
using MsiEncap.Generators.Reading;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// The contracts in the source of a compilation and in what it references, and which of them are one contract in two layouts. Nothing is
/// looked at before somebody asks.
/// </summary>
/// <param name="compilation">The compilation.</param>
internal sealed class VisibleContracts(Compilation compilation)
{
    private static readonly NameTable s_attribute =
        new(new(StringComparer.Ordinal) { "MsiCookieContract", MetadataNames.ContractAttribute });

    private readonly Lazy<AssemblyContracts?> _declared = new(() => ReadSource(compilation));
    private readonly Lazy<IReadOnlyList<(IAssemblySymbol Assembly, AssemblyContracts Contracts)>> _referenced = new(() => ReadReferences(compilation));

    /// <summary>Those of the source; <see langword="null"/> if it has none.</summary>
    public AssemblyContracts? Declared => _declared.Value;

    /// <summary>The contracts of references that another assembly has in another layout.</summary>
    public IEnumerable<INamedTypeSymbol> Conflicting => _referenced.Value
        .SelectMany(reference => reference.Contracts.All)
        .Where(contract => OtherLayout(contract) is not null)
        .Select(contract => contract.Type);

    /// <summary>Whether a compilation references anything that can hold a contract.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool MayBeReferenced(Compilation compilation) => References.ThatName(compilation, MetadataNames.Contract).Any();

    /// <summary>The contract of a type.</summary>
    /// <param name="type">A type of the source or of a reference.</param>
    /// <returns><see langword="null"/> if it is none.</returns>
    public DeclaredContract? Of(INamedTypeSymbol type) =>
        Everywhere(type.ContainingAssembly).SelectMany(assembly => assembly.All)
            .FirstOrDefault(contract => SymbolEqualityComparer.Default.Equals(contract.Type, type));

    /// <summary>
    /// The same contract in another layout: in another assembly that has none of those that this one's assembly has, or beside it under the
    /// same version. Who has both an old and a new version can speak to both sides.
    /// </summary>
    /// <param name="contract">The contract.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public DeclaredContract? OtherLayout(DeclaredContract contract)
    {
        string id = contract.Layout.ContractId;
        HashSet<ulong> own = [];
        foreach (DeclaredContract beside in Everywhere(contract.Type.ContainingAssembly).SelectMany(assembly => assembly.All))
        {
            if (beside.Layout.ContractId == id)
            {
                _ = own.Add(beside.Layout.Fingerprint());
                if (beside.Layout.Version == contract.Layout.Version && beside.Layout.Fingerprint() != contract.Layout.Fingerprint())
                {
                    return beside;
                }
            }
        }

        foreach (AssemblyContracts elsewhere in Others(contract.Type.ContainingAssembly))
        {
            DeclaredContract[] same = [.. elsewhere.All.Where(other => other.Layout.ContractId == id)];
            if (same.Length > 0 && !Array.Exists(same, other => own.Contains(other.Layout.Fingerprint())))
            {
                return same[0];
            }
        }

        return null;
    }

    private IEnumerable<AssemblyContracts> Everywhere(IAssemblySymbol assembly) =>
        SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
            ? Declared is { } declared ? [declared] : []
            : _referenced.Value.Where(reference => SymbolEqualityComparer.Default.Equals(reference.Assembly, assembly)).Select(reference => reference.Contracts);

    private IEnumerable<AssemblyContracts> Others(IAssemblySymbol assembly)
    {
        IEnumerable<AssemblyContracts> others = _referenced.Value
            .Where(reference => !SymbolEqualityComparer.Default.Equals(reference.Assembly, assembly))
            .Select(reference => reference.Contracts);
        return Declared is { } declared && !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly) ? others.Prepend(declared) : others;
    }

    private static AssemblyContracts? ReadSource(Compilation compilation) =>
        compilation.SyntaxTrees.Any(tree => Words.Of(tree, CancellationToken.None).MayHold(s_attribute))
            ? new(compilation.Assembly, DeclaredContracts.Of(compilation).Of)
            : null;

    private static IReadOnlyList<(IAssemblySymbol Assembly, AssemblyContracts Contracts)> ReadReferences(Compilation compilation) =>
        [.. AssemblyContracts.OfReferences(compilation).OrderBy(reference => reference.Assembly.Identity.GetDisplayName(), StringComparer.Ordinal)];
}
