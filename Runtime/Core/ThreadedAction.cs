namespace MsiEncap.Core;

/// <summary>
/// What handlers with a thread or a task of their own have in common: the first part runs on the delivery thread and wakes the
/// second; wake-ups coalesce while the second runs (<c>irq_thread</c>).
/// </summary>
internal abstract class ThreadedAction(string name, IrqFlags flags) : IrqAction(name, flags)
{
    private long _handled;
    private int _woken;
    private int _active;
    private OneShotLine? _line;

    public override bool HasThread => true;

    public override long HandledByThread => Volatile.Read(ref _handled);

    protected IrqDescriptor Irq { get; private set; } = null!;

    /// <summary>A handler whose second part has a thread of its own. It is let go when the thread ends.</summary>
    public static IrqAction OnThread<TState>(
        string name, IrqFlags flags, IrqHandler<TState>? first, IrqHandler<TState> second, Virq virq, TState state) =>
        new DedicatedThreadAction<TState>(name, flags, first, second, virq, state);

    /// <summary>A handler whose second part is asynchronous. It is let go when the last of it has ended.</summary>
    public static IrqAction Async<TState>(
        string name, IrqFlags flags, IrqHandler<TState>? first, AsyncIrqHandler<TState> second, Virq virq, TState state) =>
        new AsyncAction<TState>(name, flags, first, second, virq, state);

    public sealed override IrqReturn Run()
    {
        IrqReturn result = RunFirst();
        if (result == IrqReturn.WakeThread)
        {
            if (Interlocked.Exchange(ref _woken, 1) == 0)
            {
                Interlocked.Increment(ref _active);
            }

            _line?.Hold();
            Wake();
        }

        return result;
    }

    public override void Start(IrqDescriptor irq)
    {
        Irq = irq;
        _line = irq.Domain.IsLevel && Flags.HasFlag(IrqFlags.OneShot) ? new OneShotLine(irq) : null;
    }

    public override void WaitForThread()
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _active) != 0)
        {
            spinner.SpinOnce();
        }
    }

    /// <summary>The part that runs on the delivery thread; without one, the thread is woken at once.</summary>
    protected abstract IrqReturn RunFirst();

    /// <summary>Wakes the second part. On the delivery thread.</summary>
    protected abstract void Wake();

    /// <summary>The second part begins: whatever wakes it from here on makes it run once more.</summary>
    /// <returns>Whether it shall run; what was freed between the wake-up and here is not run any more.</returns>
    protected bool Begin()
    {
        if (Interlocked.Exchange(ref _woken, 0) == 0)
        {
            // Woken by an edge that came before the last part began, which then stood for both.
            Interlocked.Increment(ref _active);
        }

        if (!Withdrawn)
        {
            return true;
        }

        End();
        return false;
    }

    /// <summary>The second part has returned.</summary>
    protected void Done(IrqReturn result)
    {
        if (result == IrqReturn.Handled)
        {
            Interlocked.Increment(ref _handled);
        }

        End();
    }

    /// <summary>The second part threw.</summary>
    protected void Faulted(Exception thrown)
    {
        Irq.ThreadFaulted();
        Irq.Core.Log.HandlerThrew(Irq, Name, thrown);
        End();
    }

    /// <summary>No second part begins any more, though one may have been woken.</summary>
    protected void Abandon()
    {
        if (Interlocked.Exchange(ref _woken, 0) != 0)
        {
            End();
        }
    }

    private void End()
    {
        Interlocked.Decrement(ref _active);
        _line?.Release();
    }
}
