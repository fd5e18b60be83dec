namespace MsiEncap.Core;

/// <summary>
/// Carries edges from a delivery thread to the one thread that handles them (<c>IRQTF_RUNTHREAD</c>). Edges between two waits count as
/// one, and none is lost. Allocates nothing.
/// </summary>
/// <remarks>
/// One word decides, and every change of it is one interlocked operation:
/// <code>
/// state    edge             Wait               close
/// Idle     → Pending        → Asleep, sleep    → Closed
/// Pending  =                → Idle, true       → Last
/// Asleep   → Pending, wake  -                  → Closed, wake
/// Last     =                → Closed, true     =
/// Closed   =                false              =
/// </code>
/// Only who leaves Asleep wakes, so the event is set once for each sleep and never left set. An edge writes the state even where that changes
/// nothing, for the reason that <see cref="EdgeSignal"/> gives.
/// </remarks>
internal sealed class ThreadSignal : IDisposable
{
    private const int Idle = 0;
    private const int Pending = 1;
    private const int Asleep = 2;
    private const int Last = 3;
    private const int Closed = 4;

    private readonly AutoResetEvent _wake = new(false);
    private int _state;

    /// <summary>An edge came. Any thread; never waits.</summary>
    public void Signal()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            int next = state is Idle or Pending or Asleep ? Pending : state;
            int found = Interlocked.CompareExchange(ref _state, next, state);
            if (found == state)
            {
                break;
            }

            state = found;
        }

        if (state == Asleep)
        {
            _wake.Set();
        }
    }

    /// <summary>No more edges count, but one that came before is still waited for. Any thread.</summary>
    public void Close()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            int next = state is Pending or Last ? Last : Closed;
            int found = Interlocked.CompareExchange(ref _state, next, state);
            if (found == state)
            {
                break;
            }

            state = found;
        }

        if (state == Asleep)
        {
            _wake.Set();
        }
    }

    /// <summary>Blocks until an edge comes; not at all if one came since the last wait. The handling thread's alone.</summary>
    /// <returns><see langword="false"/> when there will be none any more.</returns>
    public bool Wait()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Idle:
                    if (Interlocked.CompareExchange(ref _state, Asleep, Idle) == Idle)
                    {
                        _wake.WaitOne();
                    }

                    break;

                case Pending:
                    if (Interlocked.CompareExchange(ref _state, Idle, Pending) == Pending)
                    {
                        return true;
                    }

                    break;

                case Last:
                    Interlocked.Exchange(ref _state, Closed);
                    return true;

                case Closed:
                    return false;

                default:
                    throw new InvalidOperationException("Another thread waits for this signal already.");
            }
        }
    }

    /// <summary>Releases the event. By the handling thread when <see cref="Wait"/> has returned <see langword="false"/>; signals may still come.</summary>
    public void Dispose() => _wake.Dispose();
}
