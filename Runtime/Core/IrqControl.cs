using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>Disables, enables and waits for interrupts (<c>disable_irq</c>, <c>enable_irq</c>, <c>synchronize_irq</c>).</summary>
internal static class IrqControl
{
    /// <summary>
    /// Keeps the handlers from running, once more (<c>__disable_irq</c>). The device may go on: only when it raises the interrupt is it
    /// masked and the edge kept, unless the chip disables at once.
    /// </summary>
    /// <exception cref="MsiException">A callback of the domain failed; the interrupt is disabled all the same.</exception>
    public static void Disable(IrqDescriptor irq)
    {
        var failures = new CallbackFailures();
        using (new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            EnsureThere(irq);
            DisableLocked(irq, failures);
        }

        ThrowIfAny(irq, failures);
    }

    /// <summary>One more reason not to run. Under the interrupt's lock.</summary>
    public static void DisableLocked(IrqDescriptor irq, CallbackFailures failures)
    {
        if (irq.Depth++ == 0)
        {
            irq.Flow.Action = null;
            if (irq.Domain.Template.DisablesAtOnce)
            {
                failures.Attempt(nameof(MsiDomain.Mask), irq, IrqChip.Mask);
            }
        }
    }

    /// <summary>Takes one reason away not to run; with the last, what was kept runs (<c>__enable_irq</c>).</summary>
    /// <exception cref="InvalidOperationException">The interrupt is not disabled, or not requested.</exception>
    /// <exception cref="ObjectDisposedException">The device is being removed.</exception>
    /// <exception cref="MsiException">A callback of the domain failed; the interrupt stays disabled.</exception>
    public static void Enable(IrqDescriptor irq)
    {
        var failures = new CallbackFailures();
        bool enabled = false;
        bool wasStarted;
        bool wasMasked;
        using (var bus = new BusScope(irq, failures))
        using (irq.Gate.Enter())
        {
            EnsureThere(irq);
            wasStarted = irq.Started;
            wasMasked = irq.Masked;
            if (irq.Phase != IrqPhase.Requested)
            {
                // A removal takes the handlers before the interrupts; that is no mistake of who uses them.
                irq.Owner.Device.EnsurePresent();
                throw new InvalidOperationException($"Virq {irq.Virq} has no handler; it is enabled by requesting it.");
            }

            if (irq.Depth == 0)
            {
                throw new InvalidOperationException($"Virq {irq.Virq} is enabled already; enable it as often as it was disabled.");
            }

            if (irq is { ManagedShutdown: true, Depth: 1 })
            {
                throw new InvalidOperationException($"Virq {irq.Virq} is enabled already; it waits for one of the CPUs {irq.Affinity} to come back.");
            }

            if (bus.IsLocked)
            {
                EnableLocked(irq, failures);
                enabled = !failures.Any;
            }
        }

        if (!failures.Any)
        {
            return;
        }

        if (enabled)
        {
            TakeEnablingBack(irq, wasStarted, wasMasked, failures);
        }

        if (IrqCpu.Current is null)
        {
            // It may have been enabled long enough for a run to start.
            irq.Core.Parts.AgreeWithDelivery();
            IrqRequests.WaitForRun(irq);
        }

        ThrowIfAny(irq, failures);
    }

    /// <summary>The bus did not commit what enabling asked of the chip: all is as before, and the next time the chip is asked again.</summary>
    private static void TakeEnablingBack(IrqDescriptor irq, bool wasStarted, bool wasMasked, CallbackFailures failures)
    {
        using var bus = new BusScope(irq, failures);
        using RankedLock.Scope gate = irq.Gate.Enter();
        if (irq.Phase != IrqPhase.Requested)
        {
            return;
        }

        irq.Depth++;
        irq.Flow.Action = null;
        bool hasStarted = irq.Started && !wasStarted;
        irq.Started &= wasStarted;
        if (wasMasked && !irq.Masked)
        {
            irq.Masked = true;
            if (bus.IsLocked)
            {
                failures.Attempt(nameof(MsiDomain.Mask), irq, hasStarted ? IrqChip.Shutdown : IrqChip.Mask);
            }
        }
    }

    /// <summary>One reason less not to run. Under the interrupt's lock.</summary>
    public static void EnableLocked(IrqDescriptor irq, CallbackFailures failures)
    {
        if (irq.Depth > 1)
        {
            irq.Depth--;
            return;
        }

        irq.Depth = 0;
        if (!irq.Started)
        {
            IrqRequests.Start(irq, failures);
        }
        else
        {
            irq.Publish();
            if (irq.Masked && irq.OneShotThreads == 0)
            {
                failures.Attempt(nameof(MsiDomain.Unmask), irq, IrqChip.Unmask);
            }

            if (!failures.Any)
            {
                ReplayPending(irq);
            }
        }

        if (failures.Any)
        {
            irq.Flow.Action = null;
            irq.Depth = 1;
            return;
        }

        // Whoever enables it wants to see whether it goes on.
        irq.SpuriousDisabled = false;
    }

    /// <summary>Runs the handlers for an edge that was kept (<c>check_irq_resend</c>); a level comes by itself. Under the interrupt's lock.</summary>
    public static void ReplayPending(IrqDescriptor irq)
    {
        if (irq.Pending)
        {
            irq.Pending = false;
            if (!irq.Domain.IsLevel)
            {
                irq.Flow.Replay();
            }
        }
    }

    /// <summary>Waits until every run that has begun is over, threads included (<c>synchronize_irq</c>).</summary>
    public static void Synchronize(IrqDescriptor irq)
    {
        irq.Core.Parts.AgreeWithDelivery();
        IrqRequests.WaitForRun(irq);
        IrqAction? line;
        using (irq.Gate.Enter())
        {
            line = irq.Line;
        }

        line?.WaitForThread();
    }

    public static void EnsureThere(IrqDescriptor irq)
    {
        if (irq.Phase is IrqPhase.Gone or IrqPhase.Allocating)
        {
            throw irq.Refusal(MsiErrorCode.Stale, $"virq {irq.Virq} was given back; use the number of the present allocation");
        }
    }

    public static void ThrowIfAny(IrqDescriptor irq, CallbackFailures failures)
    {
        if (failures.Any)
        {
            throw new MsiException(irq.Owner.ErrorOf(irq.Entry.Index, failures));
        }
    }
}
