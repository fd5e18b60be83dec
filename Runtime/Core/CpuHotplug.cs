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
            // What is being allocated or freed has its vector as long as this lock says.
            using RankedLock.Scope root = core.Vectors.RootLock.Enter();
            if (!irq.Entry.Steps.HasFlag(MsiSteps.Vectored))
            {
                continue;
            }

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
        int cpu = irq.Cpu!.Id;
        Halt(irq, isRunning: true, failures);
        notes.Add(log => log.ManagedShutdown(irq, cpu));
        LeaveVector(irq);
        Report(irq, failures, notes);
    }

    /// <summary>Takes the message from the device; who has a handler waits for a CPU from now on, if it does not do so already.</summary>
    private static void Halt(IrqDescriptor irq, bool isRunning, CallbackFailures failures)
    {
        using (new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            irq.Flow.Action = null;
            if (irq.Phase == IrqPhase.Requested)
            {
                irq.ManagedShutdown = true;
                irq.Depth += isRunning ? 1 : 0;
                irq.Started = false;
                failures.Attempt(nameof(MsiDomain.Shutdown), irq, IrqChip.Shutdown);
            }

            IrqActivation.Deactivate(irq, failures);
        }
    }

    private static void LeaveVector(IrqDescriptor irq)
    {
        irq.Core.Vectors.Unassign(irq);
        irq.Owner.Parent.Retarget(irq);
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

        irq.Owner.Parent.Retarget(irq);
        bool waited;
        bool tried;
        bool started = false;
        using (var bus = new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            waited = irq.ManagedShutdown;
            tried = waited && bus.IsLocked;
            if (tried)
            {
                IrqControl.EnableLocked(irq, failures);
                started = !failures.Any;
                irq.ManagedShutdown = !started;
            }
        }

        if (!waited || !failures.Any)
        {
            notes.ManagedStartup(irq);
        }
        else
        {
            // Nobody would start it any more who believed it to be started; so it waits for the next CPU.
            if (tried)
            {
                Halt(irq, started, failures);
            }

            LeaveVector(irq);
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
