namespace MsiEncap.Core;

/// <summary>A handler whose second part has a thread of its own (<c>request_threaded_irq</c>, <c>setup_irq_thread</c>).</summary>
internal sealed class DedicatedThreadAction<TState>(
    string name, IrqFlags flags, IrqHandler<TState>? first, IrqHandler<TState> second, Virq virq, TState state)
    : ThreadedAction(name, flags), IDisposable
{
    private readonly ThreadSignal _signal = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    public override bool IsOwnThread => Thread.CurrentThread == _thread;

    public override void Start(IrqDescriptor irq)
    {
        base.Start(irq);
        _thread = new Thread(Work) { IsBackground = true, Name = $"irq/{virq}-{Name}" };
        _thread.Start();
    }

    public override Task StopAsync()
    {
        _signal.Close();
        return _ended.Task;
    }

    public void Dispose() => _signal.Dispose();

    protected override IrqReturn RunFirst() => first is null ? IrqReturn.WakeThread : first(virq, state);

    protected override void Wake() => _signal.Signal();

    private void Work()
    {
        while (_signal.Wait())
        {
            if (!Begin())
            {
                continue;
            }

            try
            {
                Done(second(virq, state));
            }
            catch (Exception thrown)
            {
                Faulted(thrown);
            }
        }

        Dispose();
        _ended.SetResult();
    }
}
