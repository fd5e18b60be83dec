namespace MsiEncap.Core;

/// <summary>
/// What arrives and cannot simply run: nobody has requested it, it is disabled, or it is a level (<c>handle_edge_irq</c>,
/// <c>handle_level_irq</c>). On the owner's delivery thread.
/// </summary>
internal static class IrqArrival
{
    public static void WithoutAction(IrqDescriptor irq, IrqCpu cpu)
    {
        if (irq.Domain.IsLevel)
        {
            Level(irq);
        }
        else if (!KeepPending(irq))
        {
            // The handler was published in between; the edge is its.
            irq.Flow.Arrive(cpu);
        }
    }

    /// <summary>Keeps the edge for whoever enables the interrupt, and the device from raising another.</summary>
    /// <returns>Whether it had to be kept.</returns>
    private static bool KeepPending(IrqDescriptor irq)
    {
        Exception? failure = null;
        using (irq.Gate.Enter())
        {
            if (irq.Flow.Action is not null)
            {
                return false;
            }

            // An edge that was on its way while the interrupt was freed is no news; the chip is masked by then.
            if (irq.Phase is IrqPhase.Freeing or IrqPhase.Gone)
            {
                return true;
            }

            irq.Pending = true;
            failure = MaskQuietly(irq);
        }

        Report(irq, failure);
        return true;
    }

    /// <summary>The line is masked while the handlers run; unmasking it lets it come again as long as the device holds it.</summary>
    private static void Level(IrqDescriptor irq)
    {
        IrqAction? line;
        Exception? failure;
        using (irq.Gate.Enter())
        {
            if (irq.Phase is IrqPhase.Freeing or IrqPhase.Gone)
            {
                return;
            }

            failure = MaskQuietly(irq);
            line = irq.Depth == 0 ? irq.Line : null;
            if (line is null)
            {
                irq.Pending = true;
            }
            else
            {
                irq.Flow.BeginRun();
            }
        }

        Report(irq, failure);
        if (line is null)
        {
            return;
        }

        irq.Flow.Run(line);
        UnmaskIfEnabled(irq);
    }

    /// <summary>A run of a level or the last one-shot thread is over: the line is let go (<c>cond_unmask_irq</c>).</summary>
    public static void UnmaskIfEnabled(IrqDescriptor irq)
    {
        Exception? failure = null;
        using (irq.Gate.Enter())
        {
            if (irq.Depth == 0 && irq.Started && irq.Masked && irq.OneShotThreads == 0)
            {
                try
                {
                    IrqChip.Unmask(irq);
                }
                catch (Exception thrown)
                {
                    failure = thrown;
                }
            }
        }

        if (failure is not null)
        {
            irq.Core.Log.CallbackThrew(irq, nameof(Domains.MsiDomain.Unmask), failure);
        }
    }

    private static Exception? MaskQuietly(IrqDescriptor irq)
    {
        try
        {
            IrqChip.Mask(irq);
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private static void Report(IrqDescriptor irq, Exception? failure)
    {
        if (failure is not null)
        {
            irq.Core.Log.CallbackThrew(irq, nameof(Domains.MsiDomain.Mask), failure);
        }
    }
}
