using Xunit;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A handler that counts its runs, can be held up, and notices when it runs twice at a time.</summary>
internal sealed class TestHandler : IDisposable
{
    private volatile bool _held;
    private volatile bool _entered;
    private volatile bool _overlapped;
    private int _runs;
    private int _inside;

    /// <summary>What it answers.</summary>
    public IrqReturn Answer { get; set; } = IrqReturn.Handled;

    /// <summary>What else it does.</summary>
    public Action? Also { get; set; }

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Whether two runs were ever under way at a time.</summary>
    public bool Overlapped => _overlapped;

    /// <summary>The thread of the last run; "irq-cpu1" is that of CPU 1.</summary>
    public string? ThreadName { get; private set; }

    public IrqReturn Run()
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            _overlapped = true;
        }

        try
        {
            ThreadName = Thread.CurrentThread.Name;
            Interlocked.Increment(ref _runs);
            _entered = true;
            if (_held)
            {
                SpinWait.SpinUntil(() => !_held, Patience.Time);
            }

            Also?.Invoke();
            return Answer;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <summary>Has every run wait, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        _held = true;
        _entered = false;
    }

    public void Release() => _held = false;

    /// <summary>Waits until a run has begun since <see cref="Hold"/>.</summary>
    public void AwaitEntered() => Assert.True(SpinWait.SpinUntil(() => _entered, Patience.Time), "the handler did not run");

    /// <summary>Waits until it has run so often.</summary>
    public void AwaitRuns(int runs) =>
        Assert.True(SpinWait.SpinUntil(() => Runs >= runs, Patience.Time), $"the handler ran {Runs} times instead of {runs}");

    /// <summary>Nothing of a test may hold its machine up.</summary>
    public void Dispose() => Release();
}
