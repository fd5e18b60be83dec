namespace MsiEncap.Core;

/// <summary>A handler whose second part is asynchronous: a threaded handler without a thread that waits.</summary>
internal sealed class AsyncAction<TState>(
    string name, IrqFlags flags, IrqHandler<TState>? first, AsyncIrqHandler<TState> second, Virq virq, TState state)
    : ThreadedAction(name, flags), IDisposable
{
    private readonly AsyncLocal<Turn?> _current = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EdgeSignal _signal = new();
    private Task _work = Task.CompletedTask;

    // True in whatever the handler awaits or starts, but only until it has returned.
    public override bool IsOwnThread => _current.Value is { Active: true };

    public override void Start(IrqDescriptor irq)
    {
        base.Start(irq);

        // From a thread of the pool, so that nothing of the requester's context is kept.
        using (ExecutionContext.SuppressFlow())
        {
            _work = Task.Run(WorkAsync);
        }
    }

    public override async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _signal.Fail(new ObjectDisposedException(Name));
        await _work.ConfigureAwait(false);
        Dispose();
    }

    public void Dispose() => _stop.Dispose();

    protected override IrqReturn RunFirst() => first is null ? IrqReturn.WakeThread : first(virq, state);

    protected override void Wake() => _signal.Signal();

    private async Task WorkAsync()
    {
        while (true)
        {
            try
            {
                await _signal.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                Abandon();
                return;
            }

            if (Begin())
            {
                await HandleAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task HandleAsync()
    {
        var turn = new Turn();
        _current.Value = turn;
        try
        {
            Done(await second(virq, state, _stop.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was told to stop.
            Done(IrqReturn.Handled);
        }
        catch (Exception thrown)
        {
            Faulted(thrown);
        }
        finally
        {
            turn.Active = false;
        }
    }

    private sealed class Turn
    {
        private volatile bool _active = true;

        public bool Active
        {
            get => _active;
            set => _active = value;
        }
    }
}
