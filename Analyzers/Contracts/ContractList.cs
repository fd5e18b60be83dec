using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The lists of contracts that are in force for a compilation.</summary>
internal sealed class ContractList
{
    private readonly Dictionary<(LedgerFileKind, LedgerEntryKind, string, int), (LedgerFile File, LedgerEntry Entry)> _lines = [];

    private ContractList(IEnumerable<LedgerFile> files)
    {
        Files = [.. files];
        foreach (LedgerFile file in Files)
        {
            foreach (LedgerEntry entry in file.Entries)
            {
                if (entry.Layout is { } layout && entry.Kind != LedgerEntryKind.Malformed
                    && (file.Kind, entry.Kind, layout.ContractId, layout.Version) is var key && !_lines.ContainsKey(key))
                {
                    _lines.Add(key, (file, entry));
                }
            }
        }
    }

    /// <summary>All files; none where the project keeps no lists, and so wants nothing listed.</summary>
    public ImmutableArray<LedgerFile> Files { get; }

    /// <summary>Whether a compilation has a list, be it for another target framework.</summary>
    /// <param name="options">Holds the additional files.</param>
    /// <returns><see langword="true"/> if it has. No file is read.</returns>
    public static bool IsKept(AnalyzerOptions options) =>
        LedgerFiles.Any(options, LedgerFileKind.ShippedContracts) || LedgerFiles.Any(options, LedgerFileKind.UnshippedContracts);

    /// <summary>Reads the lists.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the additional files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The lists.</returns>
    public static ContractList Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) => new(
        LedgerFiles.Of(compilation, options, LedgerFileKind.ShippedContracts, cancellationToken)
            .Concat(LedgerFiles.Of(compilation, options, LedgerFileKind.UnshippedContracts, cancellationToken)));

    /// <summary>The line that a released contract has.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="version">Its version.</param>
    /// <returns>File and line; <see langword="null"/> if it has none.</returns>
    public (LedgerFile File, LedgerEntry Entry)? Shipped(string contractId, int version) =>
        Find((LedgerFileKind.ShippedContracts, LedgerEntryKind.Contract, contractId, version));

    /// <summary>The line that a contract of the next release has.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="version">Its version.</param>
    /// <returns>File and line; <see langword="null"/> if it has none.</returns>
    public (LedgerFile File, LedgerEntry Entry)? Unshipped(string contractId, int version) =>
        Find((LedgerFileKind.UnshippedContracts, LedgerEntryKind.Contract, contractId, version));

    /// <summary>The line that says that a released contract is no more.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="version">Its version.</param>
    /// <returns>File and line; <see langword="null"/> if there is none.</returns>
    public (LedgerFile File, LedgerEntry Entry)? Removed(string contractId, int version) =>
        Find((LedgerFileKind.UnshippedContracts, LedgerEntryKind.RemovedContract, contractId, version));

    private (LedgerFile File, LedgerEntry Entry)? Find((LedgerFileKind, LedgerEntryKind, string, int) key) =>
        _lines.TryGetValue(key, out var line) ? line : null;
}
