using Xunit;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>
/// An operation on another thread, started from within a callback to see whether the lock under which the callback runs keeps it waiting.
/// </summary>
internal sealed class LockProbe
{
    private const int Looks = 20;

    private readonly Thread _thread;
    private Exception? _thrown;

    public LockProbe(Action operation)
    {
        _thread = new Thread(() => _thrown = Record.Exception(operation)) { IsBackground = true };
        _thread.Start();
        Assert.True(SpinWait.SpinUntil(() => !_thread.IsAlive || IsWaiting, Patience.Time));

        // It may have waited for something else on its way.
        for (int look = 0; look < Looks && _thread.IsAlive; look++)
        {
            Thread.Yield();
        }

        Waits = _thread.IsAlive && SpinWait.SpinUntil(() => !_thread.IsAlive || IsWaiting, Patience.Time) && _thread.IsAlive;
    }

    /// <summary>Whether the operation waited when the callback went on.</summary>
    public bool Waits { get; }

    private bool IsWaiting => _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

    /// <summary>Waits until the operation is done, and passes on what it threw.</summary>
    public void Join()
    {
        Assert.True(_thread.Join(Patience.Time), "the operation did not come to its end");
        Assert.Null(_thrown);
    }

    /// <summary>Whether an operation comes to its end while the caller's callback runs.</summary>
    public static bool Proceeds(Action operation)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(operation)) { IsBackground = true };
        thread.Start();
        return thread.Join(Patience.Time) && thrown is null;
    }
}
