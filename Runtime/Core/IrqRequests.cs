using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Installs and removes handlers (<c>request_irq</c>, <c>free_irq</c>; <c>kernel/irq/manage.c</c>). The side that changes an interrupt pays
/// for the agreement with the delivery thread: it publishes, forces a barrier upon every processor, and waits for the thread's flag.
/// </summary>
internal static class IrqRequests
{
    /// <summary>Installs a handler and lets the device raise the interrupt.</summary>
    /// <exception cref="MsiException">The interrupt has a handler, is gone, or a callback of the domain failed.</exception>
    public static void Request(IrqDescriptor irq, IrqAction action)
    {
        lock (irq.Gate)
        {
            EnsureIdle(irq);
            if (TryStart(irq, action))
            {
                return;
            }

            Withdraw(irq, action);
        }

        // The device may have raised the interrupt already.
        Interlocked.MemoryBarrierProcessWide();
        WaitForHandler(irq);
        throw new MsiException(FinishFree(irq, action)!);
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

        if (BeginFree(irq, action))
        {
            WaitForHandler(irq);
            FinishFree(irq, action);
        }

        if (!fromItself)
        {
            action.Freed.GetAwaiter().GetResult();
        }
    }

    /// <summary>Removes a handler without making the caller wait.</summary>
    /// <returns>Completes when the handler does not run any more.</returns>
    public static Task FreeAsync(IrqDescriptor irq, IrqAction action)
    {
        if (BeginFree(irq, action))
        {
            if (irq.Flow.Running)
            {
                return Task.Run(() =>
                {
                    WaitForHandler(irq);
                    FinishFree(irq, action);
                    return action.Freed;
                });
            }

            FinishFree(irq, action);
        }

        return action.Freed;
    }

    /// <summary>The handler has returned for good: takes the message from the device and completes the freeing.</summary>
    /// <returns>What callbacks threw meanwhile, or <see langword="null"/>.</returns>
    public static MsiError? FinishFree(IrqDescriptor irq, IrqAction action)
    {
        lock (irq.Gate)
        {
            IrqActivation.Deactivate(irq, action.Failures);
            irq.Phase = IrqPhase.Idle;
        }

        MsiError? error = action.Failures.Any ? irq.Owner.ErrorOf(irq.State.Index, action.Failures) : null;
        action.SetFreed(error);
        return error;
    }

    /// <summary>Withdraws the handler; no run starts from then on.</summary>
    /// <returns>Whether it is for the caller to wait and finish; otherwise somebody else does, or has done.</returns>
    private static bool BeginFree(IrqDescriptor irq, IrqAction action)
    {
        lock (irq.Gate)
        {
            if (irq.Action != action)
            {
                return false;
            }

            Withdraw(irq, action);
        }

        if (IrqCpu.Current?.Handling == irq)
        {
            irq.Flow.FreeAfterRun();
            return false;
        }

        Interlocked.MemoryBarrierProcessWide();
        return true;
    }

    /// <summary>Activates, publishes, unmasks, in this order: an early edge finds its handler.</summary>
    private static bool TryStart(IrqDescriptor irq, IrqAction action)
    {
        string callback = nameof(MsiDomain.WriteMessage);
        irq.Phase = IrqPhase.Requested;
        try
        {
            IrqActivation.Activate(irq);
            irq.Flow.Action = action;
            callback = nameof(MsiDomain.Startup);
            irq.Domain.Startup(new IrqData(irq.State));
            return true;
        }
        catch (Exception thrown)
        {
            action.Failures.Add(callback, thrown);
            return false;
        }
    }

    private static void Withdraw(IrqDescriptor irq, IrqAction action)
    {
        irq.Phase = IrqPhase.Freeing;
        irq.Flow.Action = null;
        action.Failures.Attempt(nameof(MsiDomain.Shutdown), () => irq.Domain.Shutdown(new IrqData(irq.State)));
    }

    private static void WaitForHandler(IrqDescriptor irq)
    {
        var spinner = default(SpinWait);
        while (irq.Flow.Running)
        {
            spinner.SpinOnce();
        }
    }

    private static void EnsureIdle(IrqDescriptor irq)
    {
        switch (irq.Phase)
        {
            case IrqPhase.Requested:
                throw irq.Owner.Refusal(irq, MsiErrorCode.Busy, $"virq {irq.Virq} is already requested by '{irq.Action?.Name}'");
            case IrqPhase.Freeing:
                throw irq.Owner.Refusal(irq, MsiErrorCode.Busy, $"virq {irq.Virq} is still being freed; wait for its registration to be disposed of");
            case IrqPhase.Gone:
                throw irq.Owner.Refusal(irq, MsiErrorCode.Stale, $"virq {irq.Virq} was given back");
            default:
                return;
        }
    }
}
