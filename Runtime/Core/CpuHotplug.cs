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
        using RankedLock.Scope scope = core.HotplugLock.Enter();
        if (!core.Vectors.SetOnline(cpu, online))
        {
            return [];
        }

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
                CpuCame(irq, cpu);
            }
            else if (irq.Cpu?.Id == cpu && !TryLeave(irq))
            {
                stranded.Add(irq);
            }
        }

        return stranded;
    }

    private static bool TryLeave(IrqDescriptor irq)
    {
        VectorDomain vectors = irq.Core.Vectors;
        CpuMask left = irq.Affinity & vectors.Online;
        if (left.IsEmpty && irq.IsManaged)
        {
            Stop(irq);
            return true;
        }

        try
        {
            // Without a CPU of its own left, an interrupt goes wherever there is one: its affinity is broken, not the interrupt.
            IrqMoves.Move(irq, left.IsEmpty ? vectors.Online : left);
            return true;
        }
        catch (MsiException refused)
        {
            irq.Core.Log.MoveFailed(irq.Virq.Number, refused.Message);
            return false;
        }
    }

    /// <summary>The last CPU of a managed interrupt goes, and the interrupt with it (<c>irq_shutdown_and_deactivate</c>).</summary>
    private static void Stop(IrqDescriptor irq)
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
                failures.Attempt(nameof(MsiDomain.Shutdown), () => IrqChip.Shutdown(irq));
            }

            IrqActivation.Deactivate(irq, failures);
        }

        irq.Core.Vectors.Unassign(irq);
        irq.Core.Parent!.Retarget(irq);
        Report(irq, failures);
    }

    /// <summary>A CPU of a stopped managed interrupt is back (<c>irq_startup_managed</c>).</summary>
    private static void CpuCame(IrqDescriptor irq, int cpu)
    {
        if (irq.Cpu is not null || !irq.IsManaged || !irq.Affinity.Contains(cpu))
        {
            return;
        }

        var failures = new CallbackFailures();
        if (irq.Core.Vectors.TryAssign(irq, irq.Affinity) is { } refusal)
        {
            irq.Core.Log.MoveFailed(irq.Virq.Number, refusal);
            return;
        }

        irq.Core.Parent!.Retarget(irq);
        using (var bus = new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            if (irq.ManagedShutdown)
            {
                irq.ManagedShutdown = false;
                if (bus.IsLocked)
                {
                    IrqControl.EnableLocked(irq, failures);
                }
            }
        }

        Report(irq, failures);
    }

    private static void Report(IrqDescriptor irq, CallbackFailures failures)
    {
        if (failures.Any)
        {
            irq.Core.Log.CallbackThrew(irq.Virq.Number, failures.FirstCallback, failures.First);
        }
    }
}
