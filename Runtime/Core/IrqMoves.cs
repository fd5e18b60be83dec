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
        if (vectors.TryAssign(irq, mask) is { } refusal)
        {
            throw irq.Refusal(MsiErrorCode.NoSpace, refusal);
        }

        var failures = new CallbackFailures();
        using (var bus = new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            if (bus.IsLocked)
            {
                Retarget(irq, failures);
            }

            if (failures.Any)
            {
                (IrqCpu failed, int unused) = (irq.Cpu!, irq.Vector);
                (irq.Cpu, irq.Vector) = (cpu, vector);
                irq.Flow.AssignTo(cpu!);
                Retarget(irq, failures);
                vectors.Release(failed, unused);
            }
        }

        IrqControl.ThrowIfAny(irq, failures);
        notes.Moved(irq, cpu);
        if (cpu is not null)
        {
            vectors.Release(cpu, vector);
        }
    }

    private static void Retarget(IrqDescriptor irq, CallbackFailures failures)
    {
        if (!irq.Owner.Parent.Retarget(irq) || !irq.Active)
        {
            return;
        }

        // A device that raises between the parts of a message would raise something else.
        bool unmasked = !irq.Masked;
        if (unmasked)
        {
            failures.Attempt(nameof(MsiDomain.Mask), irq, IrqChip.Mask);
        }

        failures.Attempt(nameof(MsiDomain.WriteMessage), irq, IrqActivation.Write);
        if (unmasked)
        {
            failures.Attempt(nameof(MsiDomain.Unmask), irq, IrqChip.Unmask);
            if (irq.Domain.LosesEdgesOfMoves)
            {
                // A run too many is harmless (irq_retrigger).
                irq.Flow.Replay();
            }
        }
    }
}
