namespace MsiEncap.Core;

/// <summary>
/// Finds interrupts that nobody handles and disables them, so that a device that cries for nothing does not take a CPU
/// (<c>note_interrupt</c>, <c>poll_spurious_irqs</c>).
/// </summary>
internal static class SpuriousInterrupts
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>A run ended otherwise than handled. On the owner's thread.</summary>
    public static void Note(IrqDescriptor irq, IrqReturn result)
    {
        if (result == IrqReturn.WakeThread)
        {
            IrqAction? line = irq.Line;
            if (line is { HasThread: true } && !irq.Spurious.WasIdle(line.HandledByThread))
            {
                return;
            }
        }

        if (irq.Spurious.Note(irq.Flow.Count, irq.Core.Time))
        {
            Disable(irq);
        }
    }

    /// <summary>Asks the handlers although the interrupt is disabled (<c>try_one_irq</c>). On the owner's thread.</summary>
    public static void Poll(IrqDescriptor irq, IrqCpu cpu)
    {
        IrqAction? line;
        using (irq.Gate.Enter())
        {
            irq.PollAwaited = false;
            line = irq.SpuriousDisabled && irq.Phase == IrqPhase.Requested ? irq.Line : null;
            if (line is null || cpu != irq.Flow.Owner)
            {
                return;
            }

            irq.Flow.BeginRun();
        }

        irq.Flow.Run(line);
        Schedule(irq);
    }

    private static void Disable(IrqDescriptor irq)
    {
        var failures = new CallbackFailures();
        string who;
        bool shared;
        using (new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            if (irq.Phase != IrqPhase.Requested || irq.SpuriousDisabled)
            {
                return;
            }

            who = irq.Line!.Name;
            shared = irq.Line.Flags.HasFlag(IrqFlags.Shared);
            irq.SpuriousDisabled = true;
            IrqControl.DisableLocked(irq, failures);
            failures.Attempt(nameof(Domains.MsiDomain.Mask), irq, IrqChip.Mask);
        }

        irq.Core.Log.NobodyCared(irq, who);
        if (failures.Any)
        {
            irq.Core.Log.CallbackThrew(irq, failures.FirstCallback, failures.Cause!);
        }

        if (shared)
        {
            Schedule(irq);
        }
    }

    // A line that several share may be silenced by one of them at the cost of all, so the others are asked now and then.
    private static void Schedule(IrqDescriptor irq)
    {
        using (irq.Gate.Enter())
        {
            if (irq.PollAwaited)
            {
                // Of the time before it was enabled and disabled again.
                return;
            }

            irq.PollAwaited = true;
        }

        irq.Core.Timers.After(s_pollInterval, () => irq.Flow.Owner?.Command(irq.Flow, IrqCommand.Poll));
    }
}
