namespace MsiEncap.Core;

/// <summary>Does something later, until the subsystem ends.</summary>
internal sealed class IrqTimers(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<ITimer> _running = [];
    private bool _disposed;

    public void After(TimeSpan delay, Action action)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            ITimer? timer = null;
            timer = time.CreateTimer(_ => Fire(timer!, action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _running.Add(timer);
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        ITimer[] running;
        lock (_lock)
        {
            _disposed = true;
            running = [.. _running];
            _running.Clear();
        }

        foreach (ITimer timer in running)
        {
            timer.Dispose();
        }
    }

    private void Fire(ITimer timer, Action action)
    {
        lock (_lock)
        {
            if (!_running.Remove(timer))
            {
                return;
            }
        }

        timer.Dispose();
        action();
    }
}
