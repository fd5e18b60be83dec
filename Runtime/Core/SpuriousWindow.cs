namespace MsiEncap.Core;

/// <summary>
/// Counts interrupts that nobody handled, in windows of 100,000 that begin with one (<c>note_interrupt</c>). The delivery thread counts;
/// nothing is done for those that were handled.
/// </summary>
internal sealed class SpuriousWindow
{
    private const int Window = 100_000;
    private const int Limit = 99_900;

    // An unhandled interrupt that comes later than this after the one before is the first of a new series.
    private static readonly TimeSpan s_gap = TimeSpan.FromMilliseconds(100);

    private long _start;
    private long _unhandledInWindow;
    private long _lastUnhandled;
    private long _threadHandled = -1;

    /// <summary>All that nobody handled.</summary>
    public long Unhandled { get; private set; }

    /// <summary>Forgets the past, for the next handler. Under the interrupt's lock, no run under way.</summary>
    public void Reset()
    {
        _unhandledInWindow = 0;
        _threadHandled = -1;
    }

    /// <summary>
    /// A threaded handler was woken. Whether it handled the interrupt is known at the next one, by the count of what it has handled
    /// (<c>SPURIOUS_DEFERRED</c>).
    /// </summary>
    /// <returns>Whether it had nothing to do the last time.</returns>
    public bool WasIdle(long handledByThread)
    {
        bool idle = _threadHandled == handledByThread;
        _threadHandled = handledByThread;
        return idle;
    }

    /// <summary>Nobody handled an interrupt.</summary>
    /// <param name="count">How many interrupts there were, this one included.</param>
    /// <param name="time">What provides the time.</param>
    /// <returns>Whether there were so many that the interrupt has to be disabled.</returns>
    public bool Note(long count, TimeProvider time)
    {
        // What was handled is not noted, so a window may have ended unnoticed.
        bool tooMany = _unhandledInWindow > 0 && count - _start > Window && EndWindow();
        if (_unhandledInWindow == 0)
        {
            _start = count - 1;
        }

        long now = time.GetTimestamp();
        _unhandledInWindow = time.GetElapsedTime(_lastUnhandled, now) > s_gap ? 1 : _unhandledInWindow + 1;
        _lastUnhandled = now;
        Unhandled++;
        return tooMany | (count - _start == Window && EndWindow());
    }

    private bool EndWindow()
    {
        bool tooMany = _unhandledInWindow > Limit;
        _unhandledInWindow = 0;
        return tooMany;
    }
}
