namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A device that raises an interrupt all the time, until it is disposed of.</summary>
internal sealed class Raiser : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _stop;

    /// <summary>Raises the interrupt of a slot.</summary>
    public Raiser(TestRig rig, MsiMap map)
        : this(() => rig.Hardware.Raise(map.Index))
    {
    }

    /// <summary>Raises in a way of the test's own.</summary>
    public Raiser(Action raise)
    {
        _thread = new Thread(() =>
        {
            while (!_stop)
            {
                raise();

                // The others have to be heard, too.
                Thread.SpinWait(20);
            }
        });
        _thread.Start();
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }
}
