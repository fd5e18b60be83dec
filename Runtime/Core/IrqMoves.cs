using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Moves interrupts between CPUs (<c>irq_do_set_affinity</c>, <c>msi_domain_set_affinity</c>). The old CPU may be running the handler; it hands the
/// flow over when it has returned, and passes on what still arrives at the old vector.
/// </summary>
internal static class IrqMoves
{
    /// <summary>Says where an interrupt may be delivered, and moves it there if it is elsewhere (<c>irq_set_affinity</c>).</summary>
    /// <exception cref="MsiException">No CPU of the mask is online or has a vector left, the affinity is managed, or a callback failed.</exception>
    public static void SetAffinity(IrqDescriptor irq, CpuMask mask)
    {
        using var notes = new IrqNotes(irq.Core.Log);
        using RankedLock.Scope scope = irq.RequestLock.Enter();
        using (irq.Gate.Enter())
        {
            IrqControl.EnsureThere(irq);
        }

        if (irq.IsManaged)
        {
            throw irq.Refusal(MsiErrorCode.NotSupported, $"the affinity of virq {irq.Virq} is managed: it was spread when the vectors were allocated");
        }

        if ((mask & irq.Core.Vectors.Online).IsEmpty)
        {
            throw irq.Refusal(MsiErrorCode.Invalid, $"no CPU of the affinity {mask} is online");
        }

        if (irq.Cpu is not { } cpu || !mask.Contains(cpu.Id) || !irq.Core.Vectors.Online.Contains(cpu.Id))
        {
            Move(irq, mask, notes);
        }

        using (irq.Gate.Enter())
        {
            irq.Affinity = mask;
        }
    }

    /// <summary>Gives an interrupt a vector of another CPU. Under its request lock.</summary>
    /// <exception cref="MsiException">There is none, or a callback failed; the interrupt stays where it was.</exception>
    public static void Move(IrqDescriptor irq, CpuMask mask, IrqNotes notes)
    {
        VectorDomain vectors = irq.Core.Vectors;
        (IrqCpu? cpu, int vector) = (irq.Cpu, irq.Vector);
        if (vectors.TryAssign(irq, mask, out bool isOffline) is { } refusal)
        {
            // The last CPU of the mask may have gone just now.
            throw irq.Refusal(isOffline ? MsiErrorCode.Invalid : MsiErrorCode.NoSpace, refusal);
        }

        var failures = new CallbackFailures();
        bool touched = Retarget(irq, failures);
        if (failures.Any)
        {
            (IrqCpu failed, int unused) = (irq.Cpu!, irq.Vector);
            (irq.Cpu, irq.Vector) = (cpu, vector);
            irq.Flow.AssignTo(cpu!);
            if (touched && !TryRetarget(irq, failures))
            {
                // The device may hold either message. So the interrupt keeps both vectors, until it moves or is freed.
                irq.StrayVectors = irq.StrayVectors.Add((failed, unused));
            }
            else
            {
                irq.Owner.Parent.Retarget(irq);
                vectors.Release(failed, unused);
            }

            IrqControl.ThrowIfAny(irq, failures);
        }

        notes.Moved(irq, cpu);
        vectors.ReleaseStray(irq);
        if (cpu is not null)
        {
            vectors.Release(cpu, vector);
        }
    }

    /// <summary>Leads messages back to where they went before.</summary>
    /// <returns>Whether the device has the message for that.</returns>
    private static bool TryRetarget(IrqDescriptor irq, CallbackFailures failures)
    {
        int before = failures.Count;
        Retarget(irq, failures);
        return failures.Count == before;
    }

    /// <summary>Leads messages to the vector that the interrupt has now; its device gets another one if it needs one.</summary>
    /// <returns>Whether the device could be reached.</returns>
    private static bool Retarget(IrqDescriptor irq, CallbackFailures failures)
    {
        bool needsMessage = irq.Owner.Parent.Retarget(irq);
        using var bus = new BusScope(irq, failures);
        using RankedLock.Scope gate = irq.Gate.Enter();
        if (bus.IsLocked && needsMessage && irq.Active)
        {
            failures.Attempt(nameof(MsiDomain.WriteMessage), irq, IrqActivation.Write);
            if (irq.Domain.LosesEdgesOfMoves)
            {
                // A run too many is harmless (irq_retrigger).
                irq.Flow.Replay();
            }
        }

        return bus.IsLocked;
    }
}
