using System.Diagnostics.CodeAnalysis;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Gives interrupts back to their domain (<c>msi_domain_free_irqs_range</c>). Where the kernel trusts the index, this compares the
/// allocation, and it refuses while a handler is installed.
/// </summary>
internal static class MsiRelease
{
    public static bool TryFree(MsiDeviceData device, MsiMap map, [NotNullWhen(false)] out MsiError? error)
    {
        using RankedLock.Scope scope = device.EnterDescriptorLock("Freeing an interrupt");
        if (device[map.DomainId] is not { } owner)
        {
            error = device.NoDomain(map.DomainId, Why(map, "the map is of another device, or the domain was removed"));
            return false;
        }

        if (owner.Store.Find(map.Index) is not { } entry || entry.Serial != map.Serial)
        {
            error = owner.Error(
                MsiErrorCode.Stale, map.Index, Why(map, $"virq {map.Virq} of this map was freed before, or is another device's; nothing was freed"));
            return false;
        }

        error = Free([entry]);
        return error is null;
    }

    private static string Why(MsiMap map, string otherwise) =>
        map == default ? "the map is the default one, which no allocation returned; nothing was freed" : otherwise;

    /// <summary>Frees whatever is allocated in a range, all of it or, if some is in use, none. Under the descriptor lock.</summary>
    /// <param name="owner">The domain.</param>
    /// <param name="first">The first index.</param>
    /// <param name="last">The last index.</param>
    /// <param name="turnOff">Comes when nothing is in use any more, before anything is taken back.</param>
    /// <returns>What is in use, or which callback failed; <see langword="null"/> if nothing is wrong.</returns>
    public static MsiError? FreeRange(MsiDeviceDomain owner, int first, int last, Action? turnOff = null) =>
        Free([.. owner.Store.All().Where(entry => entry.Index >= first && entry.Index <= last)], turnOff);

    /// <summary>
    /// Takes back the steps that were taken, last first. A callback that throws does not stop the rest. Under the descriptor lock.
    /// </summary>
    public static void TakeBack(MsiDescriptorEntry entry, CallbackFailures failures)
    {
        MsiDeviceDomain owner = entry.Owner;
        foreach (IrqDescriptor irq in entry.Irqs)
        {
            Deactivate(irq, failures);
        }

        using (owner.Device.Core.Vectors.RootLock.Enter())
        {
            if (entry.Steps.HasFlag(MsiSteps.Mapped))
            {
                foreach (IrqDescriptor irq in entry.Irqs)
                {
                    owner.ByHwirq.Remove(irq.Data.Hwirq);
                }
            }

            for (; entry.Initialized > 0; entry.Initialized--)
            {
                IrqDescriptor irq = entry.Irqs[entry.Initialized - 1];
                failures.Attempt(nameof(MsiDomain.FreeIrq), irq, static irq => irq.Domain.FreeIrq(new IrqData(irq.Data)));
            }

            if (entry.Steps.HasFlag(MsiSteps.Vectored))
            {
                owner.Parent.Free(entry.Irqs);
                entry.Steps &= ~MsiSteps.Vectored;
            }
        }

        if (entry.Steps.HasFlag(MsiSteps.Complete))
        {
            owner.Device.Notes?.Freed(entry);
        }

        if (entry.Steps.HasFlag(MsiSteps.Numbered))
        {
            owner.Device.Virqs.Remove(entry.Irqs);
        }

        owner.Store.Remove(entry.Index);
        entry.Steps = MsiSteps.None;

        // Vectors may remember the interrupt for a while; what its cookie refers to is not theirs to keep.
        entry.State.InstanceCookie = default;
    }

    private static MsiError? Free(ReadOnlySpan<MsiDescriptorEntry> entries, Action? turnOff = null)
    {
        // First all are closed to requests, then all are freed: no half of a range.
        for (int i = 0; i < entries.Length; i++)
        {
            if (Close(entries[i]) is { } busy)
            {
                Open(entries[..i]);
                return busy;
            }
        }

        MsiError? first;
        try
        {
            turnOff?.Invoke();
        }
        finally
        {
            first = TakeBack(entries);
        }

        return first;
    }

    private static MsiError? TakeBack(ReadOnlySpan<MsiDescriptorEntry> entries)
    {
        MsiError? first = null;
        foreach (MsiDescriptorEntry entry in entries)
        {
            var failures = new CallbackFailures();
            TakeBack(entry, failures);
            if (failures.Any)
            {
                first ??= entry.Owner.ErrorOf(entry.Index, failures);
            }
        }

        return first;
    }

    private static MsiError? Close(MsiDescriptorEntry entry)
    {
        for (int i = 0; i < entry.Irqs.Length; i++)
        {
            if (Close(entry.Irqs[i]) is { } who)
            {
                Open(entry.Irqs.AsSpan(0, i));
                return entry.Owner.Error(MsiErrorCode.Busy, entry.Index, $"virq {entry.Irqs[i].Virq} is still {who}; dispose of its registration first");
            }
        }

        return null;
    }

    /// <summary>Closes an interrupt to requests.</summary>
    /// <returns>Who has it, or <see langword="null"/>.</returns>
    private static string? Close(IrqDescriptor irq)
    {
        using RankedLock.Scope gate = irq.Gate.Enter();
        if (irq.Phase is IrqPhase.Requested or IrqPhase.Freeing)
        {
            return irq.Phase == IrqPhase.Requested ? $"requested by '{irq.Line?.Name}'" : "in a handler that is being freed";
        }

        irq.Phase = IrqPhase.Gone;
        return null;
    }

    private static void Open(ReadOnlySpan<MsiDescriptorEntry> entries)
    {
        foreach (MsiDescriptorEntry entry in entries)
        {
            Open(entry.Irqs);
        }
    }

    /// <summary>Lets the interrupts be requested. Under the descriptor lock.</summary>
    public static void Open(ReadOnlySpan<IrqDescriptor> irqs)
    {
        foreach (IrqDescriptor irq in irqs)
        {
            using RankedLock.Scope gate = irq.Gate.Enter();
            irq.Phase = irq.Owner.Device.Removed ? IrqPhase.Gone : IrqPhase.Idle;
        }
    }

    private static void Deactivate(IrqDescriptor irq, CallbackFailures failures)
    {
        // Whoever moves it is waited for; whoever comes later finds it gone.
        using RankedLock.Scope request = irq.RequestLock.Enter();
        using (irq.Gate.Enter())
        {
            irq.Phase = IrqPhase.Gone;
            if (!irq.Active)
            {
                return;
            }
        }

        using var bus = new BusScope(irq, failures);
        using RankedLock.Scope gate = irq.Gate.Enter();
        IrqActivation.Deactivate(irq, failures);
    }
}
