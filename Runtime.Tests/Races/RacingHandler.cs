using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>A handler that notices what must not happen: a second run at a time, a run after it was freed; and what it has seen.</summary>
internal sealed class RacingHandler
{
    private const int Dawdling = 20;

    private int _inside;
    private int _overlaps;
    private int _late;
    private long _runs;
    private long _seen;
    private bool _freed;
    private long _written;

    /// <summary>Whether a run is under way.</summary>
    public bool IsRunning => Volatile.Read(ref _inside) != 0;

    public long Runs => Volatile.Read(ref _runs);

    public long Seen => Volatile.Read(ref _seen);

    /// <summary>The device writes the next number to memory, before it raises the interrupt. One thread's alone.</summary>
    public void Write() => Volatile.Write(ref _written, _written + 1);

    /// <summary>Set by the test once freeing, or disabling, has returned.</summary>
    public void SetFreed(bool freed = true) => Volatile.Write(ref _freed, freed);

    public IrqReturn Run()
    {
        if (Interlocked.Exchange(ref _inside, 1) != 0)
        {
            _overlaps++;
        }

        _runs++;
        Volatile.Write(ref _seen, Volatile.Read(ref _written));

        // Long enough for who frees it meanwhile to be caught.
        Thread.SpinWait((int)(_runs % 4) * Dawdling);
        if (Volatile.Read(ref _freed))
        {
            _late++;
        }

        Volatile.Write(ref _inside, 0);
        return IrqReturn.Handled;
    }

    public void AssertNothingWrong()
    {
        Assert.True(_overlaps == 0, $"{_overlaps} runs overlapped another.");
        Assert.True(_late == 0, $"{_late} runs came after the handler was freed.");
    }

    /// <summary>Waits until the last number was seen.</summary>
    /// <param name="state">The state of the interrupt, for who finds that it was not.</param>
    public void AwaitLast(string state = "")
    {
        long last = Volatile.Read(ref _written);
        Assert.True(SpinWait.SpinUntil(() => Seen == last, Patience.Time), $"Edge {last} was lost; the last one seen is {Seen}. {state}");
    }
}
