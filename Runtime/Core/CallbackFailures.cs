namespace MsiEncap.Core;

/// <summary>What callbacks threw in the course of one operation, in order. Nothing that a callback throws stops the operation half-way.</summary>
internal sealed class CallbackFailures
{
    private List<Exception>? _thrown;

    public int Count => _thrown?.Count ?? 0;

    public bool Any => _thrown is not null;

    /// <summary>The callback that failed first.</summary>
    public string FirstCallback { get; private set; } = "";

    /// <summary>What it threw.</summary>
    public Exception First => _thrown![0];

    /// <summary>Everything as one exception; <see langword="null"/> if nothing was thrown.</summary>
    public Exception? Cause => _thrown switch
    {
        null => null,
        [var only] => only,
        _ => new AggregateException(_thrown),
    };

    public void Add(string callback, Exception thrown)
    {
        if (_thrown is null)
        {
            _thrown = [];
            FirstCallback = callback;
        }

        _thrown.Add(thrown);
    }

    /// <summary>Runs a callback and keeps what it throws.</summary>
    public void Attempt<TState>(string callback, TState state, Action<TState> step)
    {
        try
        {
            step(state);
        }
        catch (Exception thrown)
        {
            Add(callback, thrown);
        }
    }
}
