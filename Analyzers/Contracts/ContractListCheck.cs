using System.Globalization;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>Judges the lines of the lists of contracts by the contracts that there are.</summary>
/// <param name="list">The lists.</param>
/// <param name="declared">The contracts of the project, if it has any.</param>
internal sealed class ContractListCheck(ContractList list, AssemblyContracts? declared)
{
    /// <summary>What is to be said of a file. Nothing, if several projects read it: each has some of its contracts.</summary>
    /// <param name="file">The file.</param>
    /// <returns>At most one finding for each line.</returns>
    public IEnumerable<LedgerCheck.Finding> Find(LedgerFile file)
    {
        foreach (LedgerEntry entry in file.IsShared ? [] : file.Entries)
        {
            // A line that cannot be read, or says what another has said, is another rule's.
            if (entry.Layout is { } layout && ReferenceEquals(entry, InForce(file.Kind, entry.Kind, layout)?.Entry)
                && declared?.HasInvalid(layout.ContractId) != true && Judge(file.Kind, entry, layout) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private (LedgerFile File, LedgerEntry Entry)? InForce(LedgerFileKind file, LedgerEntryKind kind, CookieLayout layout) => (file, kind) switch
    {
        (LedgerFileKind.ShippedContracts, LedgerEntryKind.Contract) => list.Shipped(layout.ContractId, layout.Version),
        (LedgerFileKind.UnshippedContracts, LedgerEntryKind.Contract) => list.Unshipped(layout.ContractId, layout.Version),
        (LedgerFileKind.UnshippedContracts, LedgerEntryKind.RemovedContract) => list.Removed(layout.ContractId, layout.Version),
        _ => null,
    };

    private LedgerCheck.Finding? Judge(LedgerFileKind file, LedgerEntry entry, CookieLayout layout) =>
        file == LedgerFileKind.ShippedContracts ? Shipped(entry, layout)
        : entry.Kind == LedgerEntryKind.RemovedContract ? Removed(entry, layout)
        : Unshipped(entry, layout);

    // A version that a later one has followed stays in the list of what is out in the field.
    private LedgerCheck.Finding? Shipped(LedgerEntry entry, CookieLayout layout)
    {
        if (declared?.Find(layout.ContractId, layout.Version) is not null
            || declared?.HasLater(layout.ContractId, layout.Version) == true
            || list.Removed(layout.ContractId, layout.Version) is not null)
        {
            return null;
        }

        string line = ContractLine.OfRemoved(layout);
        return new(
            $"The contract {Name(layout)} has shipped, and this project declares it no more; restore it, or once it is agreed that no driver needs it, "
            + $"add this line to {LedgerFiles.UnshippedContracts}: {line}",
            entry.Content)
        {
            Missing = (LedgerFiles.UnshippedContracts, line),
        };
    }

    private LedgerCheck.Finding? Removed(LedgerEntry entry, CookieLayout layout) =>
        declared?.Find(layout.ContractId, layout.Version) is not null
            ? new($"The contract {Name(layout)} is not removed, this project declares it; remove the line", entry.Content) { IsToRemove = true }
        : list.Shipped(layout.ContractId, layout.Version) is not var (file, shipped)
            ? new($"The contract {Name(layout)} is not in {LedgerFiles.ShippedContracts}, so nothing is removed from it; remove the line", entry.Content) { IsToRemove = true }
        : shipped.Layout!.Fingerprint() == layout.Fingerprint() ? null
        : new(
            $"The contract {Name(layout)} has shipped as {Place(file, shipped)} says, and not with the layout that is removed here: "
            + $"{LayoutDifference.Between(shipped.Layout, layout)}; write the line anew: {ContractLine.OfRemoved(shipped.Layout)}",
            entry.Content)
        {
            Nearest = ContractLine.OfRemoved(shipped.Layout),
        };

    private LedgerCheck.Finding? Unshipped(LedgerEntry entry, CookieLayout layout)
    {
        if (list.Shipped(layout.ContractId, layout.Version) is var (file, shipped))
        {
            return new($"The contract {Name(layout)} has shipped, and {Place(file, shipped)} says how; remove this line", entry.Content) { IsToRemove = true };
        }

        if (declared?.Find(layout.ContractId, layout.Version) is not { } now)
        {
            return new($"This project declares no contract {Name(layout)}; remove the line", entry.Content) { IsToRemove = true };
        }

        return now.Fingerprint() == layout.Fingerprint()
            ? null
            : new(
                $"The contract {Name(layout)} has another layout than when this line was written: {LayoutDifference.Between(layout, now)}; "
                + $"it has not shipped, so write the line anew: {ContractLine.Of(now)}",
                entry.Content)
            {
                Nearest = ContractLine.Of(now),
            };
    }

    private static string Place(LedgerFile file, LedgerEntry entry) => $"line {(entry.Lines.Start.Line + 1).ToString(CultureInfo.InvariantCulture)} of {file.Name}";

    private static string Name(CookieLayout layout) => $"'{layout.ContractId}' version {layout.Version.ToString(CultureInfo.InvariantCulture)}";
}
