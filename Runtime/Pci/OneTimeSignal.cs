namespace MsiEncap.Pci;

/// <summary>Something that happens at most once, and those who want to know, however late they ask. Thread-safe.</summary>
internal sealed class OneTimeSignal
{
    private readonly Lock _lock = new();
    private Action? _callbacks;
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    /// <summary>Runs the callback once, when it happens or, if it has happened, now. The callback must not throw.</summary>
    public void When(Action callback)
    {
        lock (_lock)
        {
            if (!_isSet)
            {
                _callbacks += callback;
                return;
            }
        }

        callback();
    }

    /// <summary>It happens. The callbacks have run when the first call returns; others do nothing.</summary>
    public void Set()
    {
        Action? callbacks;
        lock (_lock)
        {
            _isSet = true;
            callbacks = _callbacks;
            _callbacks = null;
        }

        callbacks?.Invoke();
    }
}
