using System.Collections.Concurrent;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>The callbacks of a domain in their order, and the ones that shall throw.</summary>
internal sealed class CallbackLog
{
    private readonly ConcurrentQueue<(string Name, string What)> _calls = new();
    private readonly ConcurrentDictionary<string, Func<Exception?>> _failures = new();
    private readonly ConcurrentDictionary<string, Action> _actions = new();
    private volatile Func<string, Exception?>? _eachCall;

    /// <summary>Whether callbacks are recorded; a test of millions of them has no use for that.</summary>
    public bool Records { get; init; } = true;

    /// <summary>The names of the callbacks since the last <see cref="Clear"/>.</summary>
    public IEnumerable<string> Names => _calls.Select(call => call.Name);

    /// <summary>What a callback said of its last call.</summary>
    public string Last(string name) => _calls.Last(call => call.Name == name).What;

    /// <summary>The calls of a callback and what it said of them.</summary>
    public IEnumerable<string> All(string name) => _calls.Where(call => call.Name == name).Select(call => call.What);

    public void Clear() => _calls.Clear();

    /// <summary>Makes a callback throw, each time, until <see cref="Mend()"/>.</summary>
    public void Fail(string name, Func<Exception>? thrown = null) =>
        _failures[name] = thrown ?? (() => new InvalidTimeZoneException($"injected into {name}"));

    /// <summary>Makes one call of a callback throw: the next, or the one that comes after some others.</summary>
    public void FailOnce(string name, int after = 0)
    {
        int calls = 0;
        _failures[name] = () => Interlocked.Increment(ref calls) == after + 1 ? new InvalidTimeZoneException($"injected into {name}") : null;
    }

    /// <summary>Makes some calls throw, whichever callbacks they are of, until <see cref="Mend()"/>.</summary>
    /// <param name="call">The first of them, counted from the next call, which is 0.</param>
    /// <param name="count">How many.</param>
    public void FailFrom(int call, int count)
    {
        int calls = 0;
        _eachCall = name => (uint)(Interlocked.Increment(ref calls) - 1 - call) < (uint)count ? new InvalidTimeZoneException($"injected into {name}") : null;
    }

    public void Mend()
    {
        _failures.Clear();
        _eachCall = null;
    }

    /// <summary>Makes one callback work again.</summary>
    public void Mend(string name) => _failures.TryRemove(name, out _);

    /// <summary>Runs something within a callback.</summary>
    public void During(string name, Action action) => _actions[name] = action;

    public void Called(string name, string what = "")
    {
        if (Records)
        {
            _calls.Enqueue((name, what));
        }

        if (_actions.TryGetValue(name, out Action? action))
        {
            action();
        }

        if (_eachCall?.Invoke(name) is { } injected)
        {
            throw injected;
        }

        if (_failures.TryGetValue(name, out Func<Exception?>? failure) && failure() is { } thrown)
        {
            throw thrown;
        }
    }
}
