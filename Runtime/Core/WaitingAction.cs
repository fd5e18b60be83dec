namespace MsiEncap.Core;

/// <summary>No handler but somebody who waits: each interrupt completes a wait, or the next one if nobody waits.</summary>
internal sealed class WaitingAction(string name, IrqFlags flags) : IrqAction(name, flags)
{
    private readonly EdgeSignal _signal = new();

    public override IrqReturn Run()
    {
        _signal.Signal();
        return IrqReturn.Handled;
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    public override Task StopAsync()
    {
        _signal.Fail(new ObjectDisposedException(Name, $"The interrupt '{Name}' was freed; nothing can be waited for any more."));
        return Task.CompletedTask;
    }

    public override void DeviceRemoved(Exception reason) => _signal.Fail(reason);
}
