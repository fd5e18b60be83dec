using System.Diagnostics.CodeAnalysis;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Gives an interrupt back to its domain (<c>msi_domain_free_irqs_range</c>). Where the kernel trusts the index, this compares the
/// allocation, and it refuses while a handler is installed.
/// </summary>
internal static class MsiRelease
{
    public static bool TryFree(MsiDeviceData device, MsiMap map, [NotNullWhen(false)] out MsiError? error)
    {
        using Lock.Scope scope = device.EnterDescriptorLock("Freeing an interrupt");
        if (device[map.DomainId] is not { } owner)
        {
            error = device.NoDomain(map.DomainId, "the map is of another device, or the domain was removed");
            return false;
        }

        if (owner.Store.Find(map.Index) is not { } irq || irq.Serial != map.Serial)
        {
            error = owner.Error(
                MsiErrorCode.Stale, map.Index, $"virq {map.Virq} of this map was freed before, or is another device's; nothing was freed");
            return false;
        }

        lock (irq.Gate)
        {
            if (irq.Phase != IrqPhase.Idle)
            {
                string who = irq.Phase == IrqPhase.Requested ? $"requested by '{irq.Action?.Name}'" : "in a handler that is being freed";
                error = owner.Error(MsiErrorCode.Busy, map.Index, $"virq {irq.Virq} is still {who}; dispose of its registration first");
                return false;
            }

            // From here on nobody can request it any more.
            irq.Phase = IrqPhase.Gone;
        }

        var failures = new CallbackFailures();
        TakeBack(irq, failures);
        error = failures.Any ? owner.ErrorOf(irq.State.Index, failures) : null;
        return error is null;
    }

    /// <summary>
    /// Takes back the steps that were taken, last first. A callback that throws does not stop the rest. Under the descriptor lock.
    /// </summary>
    public static void TakeBack(IrqDescriptor irq, CallbackFailures failures)
    {
        lock (irq.Gate)
        {
            irq.Phase = IrqPhase.Gone;
            IrqActivation.Deactivate(irq, failures);
        }

        MsiDeviceDomain owner = irq.Owner;
        VectorDomain root = irq.Core.Vectors;
        lock (root.RootLock)
        {
            if (irq.Steps.HasFlag(MsiSteps.Mapped))
            {
                owner.ByHwirq.Remove(irq.State.Hwirq);
            }

            if (irq.Steps.HasFlag(MsiSteps.Initialized))
            {
                failures.Attempt(nameof(MsiDomain.FreeIrq), () => irq.Domain.FreeIrq(new IrqData(irq.State)));
            }

            if (irq.Steps.HasFlag(MsiSteps.Vectored))
            {
                root.Free(irq);
            }
        }

        if (irq.Steps.HasFlag(MsiSteps.Numbered))
        {
            owner.Device.Virqs.Remove(irq);
        }

        owner.Store.Remove(irq.State.Index);
        irq.Steps = MsiSteps.None;
    }
}
