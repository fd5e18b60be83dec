using Xunit;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A handler that counts its runs and notes where it ran.</summary>
internal sealed class RunCounter
{
    private int _runs;
    private volatile string? _thread;

    /// <summary>What else it does.</summary>
    public Action? Also { get; set; }

    /// <summary>What it answers.</summary>
    public IrqReturn Answer { get; set; } = IrqReturn.Handled;

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>The thread of the last run; "irq-cpu1" is that of CPU 1.</summary>
    public string? Thread => _thread;

    public IrqReturn Run()
    {
        _thread = System.Threading.Thread.CurrentThread.Name;
        Also?.Invoke();
        Interlocked.Increment(ref _runs);
        return Answer;
    }

    public void Await(int runs) =>
        Assert.True(SpinWait.SpinUntil(() => Runs >= runs, Patience.Time), $"the handler ran {Runs} times instead of {runs}");
}
