using System.Collections.Concurrent;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>The callbacks of a domain in their order, and the ones that shall throw.</summary>
internal sealed class CallbackLog
{
    private readonly ConcurrentQueue<(string Name, string What)> _calls = new();
    private readonly ConcurrentDictionary<string, Func<Exception?>> _failures = new();
    private readonly ConcurrentDictionary<string, Action> _actions = new();

    /// <summary>The names of the callbacks since the last <see cref="Clear"/>.</summary>
    public IEnumerable<string> Names => _calls.Select(call => call.Name);

    /// <summary>What a callback said of its last call.</summary>
    public string Last(string name) => _calls.Last(call => call.Name == name).What;

    /// <summary>The calls of a callback and what it said of them.</summary>
    public IEnumerable<string> All(string name) => _calls.Where(call => call.Name == name).Select(call => call.What);

    public void Clear() => _calls.Clear();

    /// <summary>Makes a callback throw, each time, until <see cref="Mend"/>.</summary>
    public void Fail(string name, Func<Exception>? thrown = null) =>
        _failures[name] = thrown ?? (() => new InvalidTimeZoneException($"injected into {name}"));

    /// <summary>Makes one call of a callback throw: the next, or the one that comes after some others.</summary>
    public void FailOnce(string name, int after = 0)
    {
        int calls = 0;
        _failures[name] = () => Interlocked.Increment(ref calls) == after + 1 ? new InvalidTimeZoneException($"injected into {name}") : null;
    }

    public void Mend() => _failures.Clear();

    /// <summary>Runs something within a callback.</summary>
    public void During(string name, Action action) => _actions[name] = action;

    public void Called(string name, string what = "")
    {
        _calls.Enqueue((name, what));
        if (_actions.TryGetValue(name, out Action? action))
        {
            action();
        }

        if (_failures.TryGetValue(name, out Func<Exception?>? failure) && failure() is { } thrown)
        {
            throw thrown;
        }
    }
}
