using System.Diagnostics.CodeAnalysis;
using MsiEncap.Contracts;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Allocates an interrupt from a device's domain (<c>msi_domain_alloc_irq_at</c>). All or nothing: a step that fails has every step
/// before it taken back.
/// </summary>
internal static class MsiAllocation
{
    public static bool TryAllocate(
        MsiDeviceData device, MsiDomainId id, MsiInstanceCookie cookie, CookieContract contract, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
    {
        using Lock.Scope scope = device.EnterDescriptorLock("Allocating an interrupt");
        device.EnsurePresent();
        map = default;
        if (device[id] is not { } owner)
        {
            error = device.NoDomain(id, "its probe code creates the domain before queues allocate from it");
            return false;
        }

        if (owner.Domain.Contract != contract)
        {
            error = owner.Error(
                MsiErrorCode.ContractMismatch,
                null,
                $"the cookie is of contract {contract}, the domain '{owner.Domain}' of {owner.Domain.Contract}; build both sides against the same contract");
            return false;
        }

        if (!owner.Store.TryReserveAny(out int index))
        {
            error = owner.Error(MsiErrorCode.Busy, null, $"all {owner.Domain.HardwareSize} indices are in use");
            return false;
        }

        var state = new MsiDescriptorState(owner.Domain, index, cookie);
        var irq = new IrqDescriptor(device.Core, owner, state, device.Core.NextSerial()) { Steps = MsiSteps.Indexed };
        owner.Store.Insert(index, irq);
        error = Populate(irq, owner.Domain);
        if (error is not null)
        {
            return false;
        }

        map = new MsiMap(id, index, irq.Virq, irq.Serial);
        return true;
    }

    /// <summary>Takes every step from the index to the interrupt, in the kernel's order (<c>__msi_domain_alloc_irqs</c>).</summary>
    private static MsiError? Populate(IrqDescriptor irq, MsiDomain domain)
    {
        MsiDescriptorState state = irq.State;
        string callback = nameof(MsiDomain.PrepareDescriptor);
        try
        {
            domain.PrepareDescriptor(new MsiDescriptor(state));
            callback = nameof(MsiDomain.SetDescriptor);
            domain.SetDescriptor(new MsiDescriptor(state));

            if (!irq.Owner.Device.Virqs.TryAdd(irq))
            {
                return Refuse(irq, "the subsystem has no virq left");
            }

            irq.Steps |= MsiSteps.Numbered;
            string? refusal = MapInRoot(irq, domain, ref callback);
            if (refusal is not null)
            {
                return Refuse(irq, refusal);
            }

            if (domain.Template.ActivateEarly)
            {
                callback = nameof(MsiDomain.WriteMessage);
                lock (irq.Gate)
                {
                    IrqActivation.Activate(irq);
                }
            }

            return null;
        }
        catch (Exception thrown)
        {
            var failures = new CallbackFailures();
            failures.Add(callback, thrown);
            MsiRelease.TakeBack(irq, failures);
            return irq.Owner.ErrorOf(irq.State.Index, failures);
        }
    }

    /// <summary>The steps under the root lock (<c>irq_domain_alloc_irqs_locked</c>, <c>msi_domain_alloc</c>).</summary>
    /// <returns>Why there is no space, or <see langword="null"/>.</returns>
    private static string? MapInRoot(IrqDescriptor irq, MsiDomain domain, ref string callback)
    {
        VectorDomain root = irq.Core.Vectors;
        lock (root.RootLock)
        {
            callback = nameof(MsiDomain.GetHwirq);
            irq.State.Hwirq = domain.GetHwirq(new MsiDescriptor(irq.State));
            if (irq.Owner.ByHwirq.TryGetValue(irq.State.Hwirq, out IrqDescriptor? present))
            {
                return $"{domain.GetType().Name}.{callback} returned hwirq {irq.State.Hwirq}, which index {present.State.Index} has already";
            }

            if (!root.TryAllocate(irq))
            {
                return "no CPU has a vector left; free interrupts, or use fewer queues";
            }

            irq.Steps |= MsiSteps.Vectored;
            callback = nameof(MsiDomain.InitializeIrq);
            domain.InitializeIrq(new IrqData(irq.State));
            irq.Steps |= MsiSteps.Initialized;
            irq.Owner.ByHwirq.Add(irq.State.Hwirq, irq);
            irq.Steps |= MsiSteps.Mapped;
            return null;
        }
    }

    private static MsiError Refuse(IrqDescriptor irq, string detail)
    {
        var failures = new CallbackFailures();
        MsiRelease.TakeBack(irq, failures);
        return irq.Owner.Error(MsiErrorCode.NoSpace, irq.State.Index, detail, failures.Cause);
    }
}
