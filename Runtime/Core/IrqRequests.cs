using System.Collections.Immutable;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Installs and removes handlers (<c>request_irq</c>, <c>free_irq</c>; <c>kernel/irq/manage.c</c>). The side that changes an interrupt pays
/// for the agreement with the delivery thread: it publishes, forces a barrier upon every processor, and waits for the thread's flag.
/// </summary>
internal static class IrqRequests
{
    /// <summary>Installs a handler and lets the device raise the interrupt (<c>__setup_irq</c>).</summary>
    /// <exception cref="MsiException">The interrupt has a handler that does not share, is gone, or a callback of the domain failed.</exception>
    public static void Request(IrqDescriptor irq, IrqAction action)
    {
        bool installed = false;
        using (irq.RequestLock.Enter())
        {
            EnsureCanInstall(irq, action);
            action.Start(irq);
            using (var bus = new BusScope(irq, action.Failures))
            using (irq.Gate.Enter())
            {
                if (bus.IsLocked)
                {
                    action.Failures.Attempt(nameof(Request), irq, IrqControl.EnsureThere);
                    if (!action.Failures.Any)
                    {
                        installed = true;
                        Install(irq, action);
                    }
                }
            }

            if (!action.Failures.Any)
            {
                action.LeavesMessage = false;
            }
        }

        if (!action.Failures.Any)
        {
            irq.Core.Log.HandlerRequested(irq, action.Name);
            return;
        }

        // The device may have raised the interrupt already.
        if (!installed || BeginFree(irq, action))
        {
            throw new MsiException(Finish(irq, action)!);
        }

        // The device is being removed, and the handler with it.
        action.Freed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        throw new MsiException(irq.Owner.ErrorOf(irq.Entry.Index, action.Failures));
    }

    /// <summary>Removes a handler and waits until it does not run any more; from the handler itself, until it returns.</summary>
    /// <exception cref="InvalidOperationException">Called from another interrupt's handler, which must not wait.</exception>
    /// <exception cref="MsiException">A callback of the domain failed; the handler is removed all the same.</exception>
    public static void Free(IrqDescriptor irq, IrqAction action)
    {
        IrqCpu? cpu = IrqCpu.Current;
        bool fromItself = cpu?.Handling == irq;
        if (cpu is not null && !fromItself && !action.Freed.IsCompleted)
        {
            throw new InvalidOperationException(
                $"The handler of '{action.Name}' (virq {irq.Virq}) cannot be freed from another interrupt's handler, which would have to wait for it; use DisposeAsync, or free it from a thread of the driver.");
        }

        if (action.IsOwnThread)
        {
            _ = FreeAsync(irq, action);
            return;
        }

        if (BeginFree(irq, action))
        {
            Complete(irq, action);
        }

        if (!fromItself)
        {
            action.Freed.GetAwaiter().GetResult();
        }
    }

    /// <summary>Removes a handler without making the caller wait.</summary>
    /// <returns>Completes when the handler does not run any more; at once for the handler's own thread or task.</returns>
    public static Task FreeAsync(IrqDescriptor irq, IrqAction action)
    {
        if (BeginFree(irq, action))
        {
            if (irq.Flow.Running || action.HasThread)
            {
                _ = Task.Run(() => Complete(irq, action));
            }
            else
            {
                Complete(irq, action);
            }
        }

        return action.IsOwnThread ? Task.CompletedTask : action.Freed;
    }

    /// <summary>A run is over in which handlers of the same interrupt were freed. On the delivery thread, which must not wait for threads.</summary>
    public static void FinishFreesOfRun(IrqDescriptor irq)
    {
        ImmutableArray<IrqAction> freed;
        using (irq.Gate.Enter())
        {
            freed = irq.FreedByRun;
            irq.FreedByRun = [];
        }

        foreach (IrqAction action in freed)
        {
            _ = Task.Run(() =>
            {
                if (Complete(irq, action) is { } error)
                {
                    // A handler that freed itself may have nobody to ask how it went.
                    irq.Core.Log.FreeFailed(irq, action.Name, error);
                }
            });
        }
    }

    /// <summary>The handlers as one that the flow can call.</summary>
    public static IrqAction? Combine(IrqDescriptor irq) => irq.Actions switch
    {
        [] => null,
        [var only] => only,
        var several => new SharedActions(irq, several),
    };

    /// <summary>Lets the chip raise the interrupt, its handlers being published, and makes up for an edge that came before (<c>irq_startup</c>).</summary>
    public static void Start(IrqDescriptor irq, CallbackFailures failures)
    {
        if (!Prepare(irq, failures))
        {
            // The next start has to write the message.
            IrqActivation.Deactivate(irq, failures);
            return;
        }

        try
        {
            irq.Publish();
            IrqChip.Startup(irq);
            irq.Started = true;
            IrqControl.ReplayPending(irq);
        }
        catch (Exception thrown)
        {
            failures.Add(nameof(MsiDomain.Startup), thrown);
        }
    }

    private static void Install(IrqDescriptor irq, IrqAction action)
    {
        bool first = irq.Actions.IsEmpty;
        irq.Actions = irq.Actions.Add(action);
        irq.Line = Combine(irq);
        if (!first)
        {
            Join(irq, action);
            return;
        }

        action.LeavesMessage = irq.Active;
        irq.Phase = IrqPhase.Requested;
        irq.SpuriousDisabled = false;
        irq.Spurious.Reset();
        irq.ManagedShutdown = irq.Cpu is null;
        if (irq.ManagedShutdown)
        {
            // Its CPUs are away; the first to come back starts it.
            irq.Depth = action.Flags.HasFlag(IrqFlags.NoAutoEnable) ? 2 : 1;
        }
        else if (action.Flags.HasFlag(IrqFlags.NoAutoEnable))
        {
            irq.Depth = 1;
            Prepare(irq, action.Failures);
        }
        else
        {
            irq.Depth = 0;
            Start(irq, action.Failures);
        }
    }

    /// <summary>A handler that shares the interrupt of others; it may be the one that handles what nobody did so far.</summary>
    private static void Join(IrqDescriptor irq, IrqAction action)
    {
        if (irq.SpuriousDisabled)
        {
            IrqControl.EnableLocked(irq, action.Failures);
            irq.SpuriousDisabled = action.Failures.Any;
        }
        else if (irq.Depth == 0 && irq.Started)
        {
            irq.Publish();
        }
    }

    private static bool Prepare(IrqDescriptor irq, CallbackFailures failures)
    {
        try
        {
            IrqActivation.Activate(irq);
            return true;
        }
        catch (Exception thrown)
        {
            failures.Add(nameof(MsiDomain.WriteMessage), thrown);
            return false;
        }
    }

    /// <summary>Withdraws the handler; no run of it starts from then on.</summary>
    /// <returns>Whether it is for the caller to wait and finish; otherwise somebody else does, or has done.</returns>
    private static bool BeginFree(IrqDescriptor irq, IrqAction action)
    {
        bool fromItself = IrqCpu.Current?.Handling == irq;

        // What was freed before may be a device's that is gone; its domain is not bothered any more.
        if (action.Withdrawn)
        {
            return false;
        }

        using (new BusScope(irq, action.Failures))
        using (irq.Gate.Enter())
        {
            if (!irq.Actions.Contains(action))
            {
                return false;
            }

            Withdraw(irq, action);
            if (fromItself)
            {
                irq.FreedByRun = irq.FreedByRun.Add(action);
                irq.Flow.FreeAfterRun();
            }
        }

        if (fromItself)
        {
            return false;
        }

        irq.Core.Parts.AgreeWithDelivery();
        return true;
    }

    private static void Withdraw(IrqDescriptor irq, IrqAction action)
    {
        action.Withdrawn = true;
        irq.Actions = irq.Actions.Remove(action);
        irq.Line = Combine(irq);
        if (irq.Line is not null)
        {
            if (irq.Flow.Action is not null)
            {
                irq.Publish();
            }

            return;
        }

        action.WasLast = true;
        irq.Phase = IrqPhase.Freeing;
        irq.Flow.Action = null;
        irq.Depth = 1;
        irq.Started = false;
        irq.Pending = false;
        irq.ManagedShutdown = false;
        action.Failures.Attempt(nameof(MsiDomain.Shutdown), irq, IrqChip.Shutdown);
    }

    private static MsiError? Complete(IrqDescriptor irq, IrqAction action)
    {
        MsiError? error = Finish(irq, action);
        irq.Core.Log.HandlerFreed(irq, action.Name);
        return error;
    }

    /// <summary>Waits until the handler has returned for good, takes the message from the device, and completes the freeing.</summary>
    /// <returns>What callbacks threw meanwhile, or <see langword="null"/>.</returns>
    private static MsiError? Finish(IrqDescriptor irq, IrqAction action)
    {
        WaitForRun(irq);
        action.SetEnded(irq.Flow.Count);
        action.StopAsync().GetAwaiter().GetResult();
        if (action.WasLast)
        {
            using (new BusScope(irq, action.Failures))
            using (irq.Gate.Enter())
            {
                if (!action.LeavesMessage)
                {
                    IrqActivation.Deactivate(irq, action.Failures);
                }

                irq.Phase = IrqPhase.Idle;
            }
        }

        MsiError? error = action.Failures.Any ? irq.Owner.ErrorOf(irq.Entry.Index, action.Failures) : null;
        action.SetFreed(error);
        return error;
    }

    /// <summary>Waits until no run is under way; past a process-wide barrier only.</summary>
    public static void WaitForRun(IrqDescriptor irq)
    {
        var spinner = default(SpinWait);
        while (irq.Flow.Running)
        {
            spinner.SpinOnce();
        }
    }

    private static void EnsureCanInstall(IrqDescriptor irq, IrqAction action)
    {
        using RankedLock.Scope scope = irq.Gate.Enter();
        if (!irq.Domain.IsLevel)
        {
            // A message is an edge: it needs no mask until a thread has dealt with it (IRQCHIP_ONESHOT_SAFE).
            action.Flags &= ~IrqFlags.OneShot;
        }

        switch (irq.Phase)
        {
            case IrqPhase.Requested:
                EnsureCanShare(irq, action);
                return;
            case IrqPhase.Freeing:
                throw irq.Refusal(MsiErrorCode.Busy, $"virq {irq.Virq} is still being freed; wait for its registration to be disposed of");
            default:
                IrqControl.EnsureThere(irq);
                return;
        }
    }

    private static void EnsureCanShare(IrqDescriptor irq, IrqAction action)
    {
        IrqAction present = irq.Actions[0];
        if (!(present.Flags & action.Flags).HasFlag(IrqFlags.Shared))
        {
            throw irq.Refusal(MsiErrorCode.Busy, $"virq {irq.Virq} is already requested by '{irq.Line?.Name}'; both have to ask for {nameof(IrqFlags.Shared)} to share it");
        }

        if (((present.Flags ^ action.Flags) & IrqFlags.OneShot) != 0)
        {
            throw irq.Refusal(MsiErrorCode.Busy, $"virq {irq.Virq} is requested by '{irq.Line?.Name}', which differs in {nameof(IrqFlags.OneShot)}; who shares a line must agree");
        }
    }
}
