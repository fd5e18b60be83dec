using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>
/// Allocates the vectors of a function by the best of what it has (<c>pci_alloc_irq_vectors_affinity</c>). Under the device's descriptor lock.
/// </summary>
internal static class PciVectorAllocation
{
    /// <summary>Allocates vectors: MSI-X, then MSI, then the pin.</summary>
    /// <returns>Whether there are any; if not, <paramref name="error"/> says why the last way failed.</returns>
    public static bool TryAllocate(
        PciInterrupts pci, int min, int max, IrqVectorTypes types, IrqAffinityPlan? plan, out int count, [NotNullWhen(false)] out MsiError? error)
    {
        count = 0;
        error = pci.Error(MsiErrorCode.NoSpace, "no kind of interrupt was asked for");
        if (types.HasFlag(IrqVectorTypes.Msix) && (error = TryMsix(pci, min, max, plan, out count)) is null)
        {
            return true;
        }

        if (types.HasFlag(IrqVectorTypes.Msi) && (error = TryMsi(pci, min, max, plan, out count)) is null)
        {
            return true;
        }

        if (types.HasFlag(IrqVectorTypes.Intx))
        {
            error = TryIntx(pci, min, plan, out count);
        }

        return error is null;
    }

    /// <summary>Turns MSI-X on with certain entries of the table (<c>pci_enable_msix_range</c>): as many of them, from the first, as there is space for.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public static MsiError? TryMsixEntries(PciInterrupts pci, ReadOnlySpan<int> entries, int min, out int count)
    {
        count = 0;
        if (CheckMsix(pci, out PciMsixCapability? capability) is { } error)
        {
            return error;
        }

        return CheckEntries(pci, entries, capability!.Size) ?? EnableMsix(pci, capability, [.. entries], min, null, out count);
    }

    private static MsiError? TryMsix(PciInterrupts pci, int min, int max, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        if (CheckMsix(pci, out PciMsixCapability? capability) is { } error)
        {
            return error;
        }

        int vectors = Math.Min(max, capability!.Size);
        return vectors < min
            ? pci.Error(MsiErrorCode.NoSpace, $"{min} vectors were asked for, the MSI-X table has {capability.Size}")
            : EnableMsix(pci, capability, [.. Enumerable.Range(0, vectors)], min, plan, out count);
    }

    private static MsiError? CheckMsix(PciInterrupts pci, out PciMsixCapability? capability)
    {
        capability = null;
        if (!pci.IsReady("MSI-X", PciMode.Msi, out MsiError? error))
        {
            return error;
        }

        capability = pci.Msix;
        return capability is null ? pci.NotFound("MSI-X")
            : pci.Device.Core.Parent!.Supported.HasFlag(MsiFlags.PciMsix) ? null
            : pci.Error(MsiErrorCode.NotSupported, "the machine does not support MSI-X");
    }

    private static MsiError? CheckEntries(PciInterrupts pci, ReadOnlySpan<int> entries, int size)
    {
        bool contiguous = pci.Device.Core.Parent!.Required.HasFlag(MsiFlags.MsixContiguous);
        var seen = new HashSet<int>();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i] < 0 || entries[i] >= size)
            {
                return pci.Error(MsiErrorCode.Invalid, $"entry {entries[i]} was asked for, the MSI-X table has the entries 0 to {size - 1}");
            }

            if (!seen.Add(entries[i]))
            {
                return pci.Error(MsiErrorCode.Invalid, $"entry {entries[i]} was asked for twice");
            }

            if (contiguous && entries[i] != i)
            {
                return pci.Error(MsiErrorCode.Invalid, $"entry {entries[i]} was asked for in place {i}; the machine takes MSI-X entries without gaps, from 0 on");
            }
        }

        return null;
    }

    /// <summary>Turns MSI-X on, all entries held until the table is in order (<c>msix_capability_init</c>).</summary>
    private static MsiError? EnableMsix(PciInterrupts pci, PciMsixCapability capability, int[] entries, int min, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        capability.EnableMasked();
        try
        {
            capability.Map();
            MsiError? error = pci.SetUpDomain(MsiBusToken.PciDeviceMsix, () => new PciMsixDomain(capability))
                ?? AllocateMost(pci, entries, min, plan, out count);
            if (error is not null)
            {
                return error;
            }

            // Not before: where it comes to nothing, a device that heeds the masks although MSI-X is off could not use MSI.
            capability.MaskAll();
            PciCommand.SetIntx(pci.Config, false);
            PciCommand.SetBusMaster(pci.Config, true);
            capability.ClearFunctionMask();
            pci.Mode = PciMode.Msix;
            return null;
        }
        catch (InvalidDataException misplaced)
        {
            return pci.Error(MsiErrorCode.NotSupported, misplaced.Message, misplaced);
        }
        finally
        {
            if (pci.Mode != PciMode.Msix)
            {
                capability.Disable();
            }
        }
    }

    /// <summary>Allocates as many of the entries, from the first, as there is space for.</summary>
    private static MsiError? AllocateMost(PciInterrupts pci, int[] entries, int min, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        for (int vectors = pci.Limit(min, entries.Length, plan); vectors >= min; vectors--)
        {
            MsiError? error = AllocateEntries(pci, entries.AsSpan(0, vectors), plan, out int allocated);
            if (error is null)
            {
                count = vectors;
                return null;
            }

            // Without space for all, as many as there was space for are the next try.
            if (error.Code != MsiErrorCode.NoSpace || allocated < min || allocated == 0)
            {
                return error;
            }

            vectors = Math.Min(vectors, allocated + 1);
        }

        return pci.Error(MsiErrorCode.NoSpace, $"{min} vectors were asked for; the affinity plan leaves fewer");
    }

    private static MsiError? AllocateEntries(PciInterrupts pci, ReadOnlySpan<int> entries, IrqAffinityPlan? plan, out int allocated)
    {
        MsiDeviceDomain owner = pci.Default!;
        ImmutableArray<IrqAffinity> affinities = pci.Spread(entries.Length, plan);
        for (allocated = 0; allocated < entries.Length; allocated++)
        {
            var request = new MsiRequest { Index = entries[allocated], Affinities = affinities.IsEmpty ? [] : [affinities[allocated]] };
            if (MsiAllocation.Allocate(owner, request, out _) is { } error)
            {
                foreach (int taken in entries[..allocated])
                {
                    MsiRelease.TakeBack(owner.Store.Find(taken)!, new CallbackFailures());
                }

                return error;
            }
        }

        return null;
    }

    private static MsiError? TryMsi(PciInterrupts pci, int min, int max, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        if (!pci.IsReady("MSI", PciMode.Msix, out MsiError? error))
        {
            return error;
        }

        if (pci.Msi is not { } capability)
        {
            return pci.NotFound("MSI");
        }

        if (capability.Size < min)
        {
            return pci.Error(MsiErrorCode.NoSpace, $"{min} vectors were asked for, the MSI capability has {capability.Size}");
        }

        if (pci.SetUpDomain(MsiBusToken.PciDeviceMsi, () => new PciMsiDomain(capability)) is { } unserved)
        {
            return unserved;
        }

        int vectors = pci.Limit(min, Math.Min(max, capability.Size), plan);
        if (vectors > 1 && !pci.Default!.Flags.HasFlag(MsiFlags.MultiPciMsi))
        {
            // One message names one vector here, so one is all there can be.
            vectors = 1;
        }

        if (vectors < min || vectors == 0)
        {
            return pci.Error(MsiErrorCode.NoSpace, $"{min} vectors were asked for; MSI can have {vectors} here");
        }

        error = EnableMsi(pci, capability, vectors, plan, out count);

        // Several share a message, so without space for all of them the next try is one.
        return error is { Code: MsiErrorCode.NoSpace } && vectors > 1 && min == 1 ? EnableMsi(pci, capability, 1, plan, out count) : error;
    }

    /// <summary>Turns MSI on (<c>msi_capability_init</c>).</summary>
    private static MsiError? EnableMsi(PciInterrupts pci, PciMsiCapability capability, int vectors, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        var request = new MsiRequest { Index = 0, Vectors = vectors, Affinities = pci.Spread(vectors, plan) };
        capability.SetEnabled(false);
        capability.MaskFirst(capability.Size);
        if (MsiAllocation.Allocate(pci.Default!, request, out _) is { } error)
        {
            capability.UnmaskFirst(capability.Size);
            return error;
        }

        PciCommand.SetIntx(pci.Config, false);
        PciCommand.SetBusMaster(pci.Config, true);
        capability.SetEnabled(true);
        pci.Mode = PciMode.Msi;
        count = vectors;
        return null;
    }

    private static MsiError? TryIntx(PciInterrupts pci, int min, IrqAffinityPlan? plan, out int count)
    {
        count = 0;
        if (pci.Config.Access.IsDisconnected)
        {
            return pci.Error(MsiErrorCode.Invalid, "the pin cannot be used: the device was pulled out");
        }

        if (min > 1)
        {
            return pci.Error(MsiErrorCode.NoSpace, $"{min} vectors were asked for, a pin is one");
        }

        if (pci.Mode != PciMode.Intx)
        {
            return pci.Error(MsiErrorCode.Invalid, $"the pin cannot be used while {pci.Mode} is on; free the vectors first");
        }

        if (pci.Device.Line is null)
        {
            return pci.Error(MsiErrorCode.NoSpace, "the device has no interrupt pin, or the machine no vector for it");
        }

        // A line is not spread, but a plan may want to know that there is one vector.
        pci.Spread(1, plan);
        PciCommand.SetIntx(pci.Config, true);
        count = 1;
        return null;
    }
}
