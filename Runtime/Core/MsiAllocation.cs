using System.Diagnostics.CodeAnalysis;
using MsiEncap.Contracts;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Allocates interrupts from a device's domain (<c>msi_domain_alloc_irq_at</c>, <c>msi_domain_alloc_irqs_range</c>). All or nothing: a step that
/// fails has every step before it taken back.
/// </summary>
internal static class MsiAllocation
{
    public static bool TryAllocate(MsiDeviceData device, MsiDomainId id, in MsiRequest request, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
    {
        using RankedLock.Scope scope = device.EnterDescriptorLock("Allocating an interrupt");
        device.EnsurePresent();
        map = default;
        error = device[id] is { } owner
            ? Allocate(owner, request, out map)
            : device.NoDomain(id, "its probe code creates the domain before queues allocate from it");
        return error is null;
    }

    /// <summary>Allocates every index of a range, or none (<c>msi_domain_alloc_irqs_range_locked</c>). Under the descriptor lock.</summary>
    public static MsiError? AllocateRange(MsiDeviceDomain owner, int first, int last, Func<int, MsiRequest> request)
    {
        if (first > last || first < 0 || last >= owner.Domain.HardwareSize)
        {
            return owner.Error(MsiErrorCode.OutOfRange, null, $"the range {first} to {last} lies outside the {owner.Domain.HardwareSize} indices of the domain");
        }

        for (int index = first; index <= last; index++)
        {
            if (Allocate(owner, request(index) with { Index = index }, out _) is { } error)
            {
                for (int taken = first; taken < index; taken++)
                {
                    MsiRelease.TakeBack(owner.Store.Find(taken)!, new CallbackFailures());
                }

                return error;
            }
        }

        return null;
    }

    /// <summary>Allocates one index. Under the descriptor lock.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public static MsiError? Allocate(MsiDeviceDomain owner, in MsiRequest request, out MsiMap map)
    {
        map = default;
        if (CheckCookie(owner, request) is { } mismatch)
        {
            return mismatch;
        }

        if (Reserve(owner, request.Index, out int index) is { } refusal)
        {
            return refusal;
        }

        var state = new MsiDescriptorState(
            owner.Domain, index, Math.Max(request.Vectors, 1), request.Cookie, request.Affinities.IsDefault ? [] : request.Affinities);
        var entry = new MsiDescriptorEntry(owner, state, owner.Device.NextSerial()) { Steps = MsiSteps.Indexed };
        owner.Store.Insert(index, entry);
        if (Populate(entry, owner.Domain) is { } error)
        {
            return error;
        }

        map = new MsiMap(owner.Id, index, entry.Virq, entry.Serial);
        return null;
    }

    private static MsiError? CheckCookie(MsiDeviceDomain owner, in MsiRequest request)
    {
        if (request.Contract is not { } contract || owner.Domain.Contract == contract)
        {
            return null;
        }

        return owner.Error(
            MsiErrorCode.ContractMismatch,
            null,
            owner.Domain.Contract.IsStandard
                ? $"the cookie is of contract {contract}, but what '{owner.Domain}' does is laid down by PCI and takes no cookie"
                : $"the cookie is of contract {contract}, the domain '{owner.Domain}' of {owner.Domain.Contract}; build both sides against the same contract"
                    + Layouts(contract, owner.Domain.Contract));
    }

    // Another device's cookie is a mistake of another kind, which no field explains.
    private static string Layouts(in CookieContract cookie, in CookieContract domain) =>
        cookie.Id == domain.Id ? LayoutTable.Format("cookie", cookie.Layout, "domain", domain.Layout) : "";

    private static MsiError? Reserve(MsiDeviceDomain owner, int? wanted, out int index)
    {
        if (wanted is not { } at)
        {
            return owner.Store.TryReserveAny(out index)
                ? null
                : owner.Error(MsiErrorCode.Busy, null, $"all {owner.Domain.HardwareSize} indices are in use");
        }

        index = at;
        return at < 0 || at >= owner.Domain.HardwareSize
            ? owner.Error(MsiErrorCode.OutOfRange, at, $"the domain has the indices 0 to {owner.Domain.HardwareSize - 1}")
            : owner.Store.TryReserve(at)
                ? null
                : owner.Error(MsiErrorCode.Busy, at, $"the index is in use, by virq {owner.Store.Find(at)!.Virq}");
    }

    /// <summary>Takes every step from the index to the interrupt, in the kernel's order (<c>__msi_domain_alloc_irqs</c>).</summary>
    private static MsiError? Populate(MsiDescriptorEntry entry, MsiDomain domain)
    {
        MsiDescriptorState state = entry.State;
        string callback = nameof(MsiDomain.PrepareDescriptor);
        CallbackFailures? failures = null;
        try
        {
            domain.PrepareDescriptor(new MsiDescriptor(state));
            callback = nameof(MsiDomain.SetDescriptor);
            domain.SetDescriptor(new MsiDescriptor(state));

            if (!entry.Owner.Device.Virqs.TryAdd(entry.Irqs))
            {
                return Refuse(entry, "the subsystem has no virq left");
            }

            state.Virq = entry.Irqs[0].Virq;
            entry.Steps |= MsiSteps.Numbered;
            string? refusal = MapInRoot(entry, domain, ref callback);
            if (refusal is not null)
            {
                return Refuse(entry, refusal);
            }

            if (entry.Owner.Flags.HasFlag(MsiFlags.ActivateEarly))
            {
                callback = nameof(MsiDomain.WriteMessage);
                failures = new CallbackFailures();
                ActivateEarly(entry, failures);
            }
        }
        catch (Exception thrown)
        {
            failures ??= new CallbackFailures();
            failures.Add(callback, thrown);
        }

        if (failures is not { Any: true })
        {
            MsiRelease.Open(entry.Irqs);
            entry.Steps |= MsiSteps.Complete;
            entry.Owner.Device.Notes?.Allocated(entry);
            return null;
        }

        MsiRelease.TakeBack(entry, failures);
        return entry.Owner.ErrorOf(entry.Index, failures);
    }

    /// <summary>The steps under the root lock (<c>irq_domain_alloc_irqs_locked</c>, <c>msi_domain_alloc</c>).</summary>
    /// <returns>Why there is no space, or <see langword="null"/>.</returns>
    private static string? MapInRoot(MsiDescriptorEntry entry, MsiDomain domain, ref string callback)
    {
        MsiDeviceDomain owner = entry.Owner;
        using (owner.Device.Core.Vectors.RootLock.Enter())
        {
            callback = nameof(MsiDomain.GetHwirq);
            ulong hwirq = domain.GetHwirq(new MsiDescriptor(entry.State));
            foreach (IrqDescriptor irq in entry.Irqs)
            {
                irq.Data.Hwirq = hwirq + (ulong)irq.Data.Offset;
                if (owner.ByHwirq.TryGetValue(irq.Data.Hwirq, out IrqDescriptor? present))
                {
                    return $"{domain.GetType().Name}.{callback} returned hwirq {irq.Data.Hwirq}, which index {present.Entry.Index} has already";
                }
            }

            if (owner.Parent.TryAllocate(entry.Irqs) is { } refusal)
            {
                return refusal;
            }

            entry.Steps |= MsiSteps.Vectored;
            callback = nameof(MsiDomain.InitializeIrq);
            foreach (IrqDescriptor irq in entry.Irqs)
            {
                domain.InitializeIrq(new IrqData(irq.Data));
                entry.Initialized++;
            }

            foreach (IrqDescriptor irq in entry.Irqs)
            {
                owner.ByHwirq.Add(irq.Data.Hwirq, irq);
            }

            entry.Steps |= MsiSteps.Mapped;
            return null;
        }
    }

    private static void ActivateEarly(MsiDescriptorEntry entry, CallbackFailures failures)
    {
        foreach (IrqDescriptor irq in entry.Irqs)
        {
            using var bus = new BusScope(irq, failures);
            using RankedLock.Scope gate = irq.Gate.Enter();
            if (bus.IsLocked)
            {
                IrqActivation.Activate(irq);
                irq.Active = irq.Active && !entry.Owner.Flags.HasFlag(MsiFlags.MustReactivate);
            }
        }
    }

    private static MsiError Refuse(MsiDescriptorEntry entry, string detail)
    {
        var failures = new CallbackFailures();
        MsiRelease.TakeBack(entry, failures);
        return entry.Owner.Error(MsiErrorCode.NoSpace, entry.Index, detail, failures.Cause);
    }
}
