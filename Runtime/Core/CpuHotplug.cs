using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// CPUs that stop and start taking interrupts (<c>irq_migrate_all_off_this_cpu</c>, <c>irq_affinity_online_cpu</c>): vectors move to other
/// CPUs; managed interrupts stop with the last CPU of theirs and start with the first that comes back.
/// </summary>
internal static class CpuHotplug
{
    /// <summary>Takes a CPU offline or brings it back.</summary>
    /// <returns>Interrupts that could not be moved because no other CPU has a vector left; they stay where they are.</returns>
    public static IReadOnlyList<IrqDescriptor> SetOnline(IrqCore core, int cpu, bool online)
    {
        using var notes = new IrqNotes(core.Log);
        using RankedLock.Scope scope = core.HotplugLock.Enter();
        if (!core.Vectors.SetOnline(cpu, online))
        {
            return [];
        }

        notes.Add(log => Tell(log, cpu, online));
        var stranded = new List<IrqDescriptor>();
        foreach (IrqDescriptor irq in core.Virqs.All())
        {
            // Against allocating and freeing, which give and take vectors under the one and the other.
            using RankedLock.Scope root = core.Vectors.RootLock.Enter();
            using RankedLock.Scope request = irq.RequestLock.Enter();
            if (online)
            {
                CpuCame(irq, cpu, notes);
            }
            else if (irq.Cpu?.Id == cpu && !TryLeave(irq, notes))
            {
                stranded.Add(irq);
            }
        }

        return stranded;
    }

    private static void Tell(IrqLog log, int cpu, bool online)
    {
        if (online)
        {
            log.CpuOnline(cpu);
        }
        else
        {
            log.CpuOffline(cpu);
        }
    }

    private static bool TryLeave(IrqDescriptor irq, IrqNotes notes)
    {
        VectorDomain vectors = irq.Core.Vectors;
        CpuMask left = irq.Affinity & vectors.Online;
        if (left.IsEmpty && irq.IsManaged)
        {
            Stop(irq, notes);
            return true;
        }

        try
        {
            IrqMoves.Move(irq, left.IsEmpty ? vectors.Online : left, notes);
            if (left.IsEmpty)
            {
                // Without a CPU of its own left, an interrupt goes wherever there is one: its affinity is broken, not the interrupt.
                using RankedLock.Scope gate = irq.Gate.Enter();
                irq.Affinity = vectors.Online;
            }

            return true;
        }
        catch (MsiException refused)
        {
            notes.Add(log => log.MoveFailed(irq, refused.Error.Detail, refused));
            return false;
        }
    }

    /// <summary>The last CPU of a managed interrupt goes, and the interrupt with it (<c>irq_shutdown_and_deactivate</c>).</summary>
    private static void Stop(IrqDescriptor irq, IrqNotes notes)
    {
        var failures = new CallbackFailures();
        using (new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            irq.Flow.Action = null;
            if (irq.Phase == IrqPhase.Requested)
            {
                irq.ManagedShutdown = true;
                irq.Depth++;
                irq.Started = false;
                failures.Attempt(nameof(MsiDomain.Shutdown), irq, IrqChip.Shutdown);
            }

            IrqActivation.Deactivate(irq, failures);
        }

        int cpu = irq.Cpu!.Id;
        notes.Add(log => log.ManagedShutdown(irq, cpu));
        irq.Core.Vectors.Unassign(irq);
        irq.Owner.Parent.Retarget(irq);
        Report(irq, failures, notes);
    }

    /// <summary>A CPU of a stopped managed interrupt is back (<c>irq_startup_managed</c>).</summary>
    private static void CpuCame(IrqDescriptor irq, int cpu, IrqNotes notes)
    {
        if (irq.Cpu is not null || !irq.IsManaged || !irq.Affinity.Contains(cpu) || irq.Phase is IrqPhase.Gone or IrqPhase.Allocating)
        {
            return;
        }

        var failures = new CallbackFailures();
        if (irq.Core.Vectors.TryAssign(irq, irq.Affinity) is { } refusal)
        {
            notes.Add(log => log.MoveFailed(irq, refusal));
            return;
        }

        notes.ManagedStartup(irq);

        irq.Owner.Parent.Retarget(irq);
        using (new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            if (irq.ManagedShutdown)
            {
                irq.ManagedShutdown = false;
                IrqControl.EnableLocked(irq, failures);
            }
        }

        Report(irq, failures, notes);
    }

    private static void Report(IrqDescriptor irq, CallbackFailures failures, IrqNotes notes)
    {
        if (failures.Any)
        {
            notes.Add(log => log.CallbackThrew(irq, failures.FirstCallback, failures.Cause!));
        }
    }
}
