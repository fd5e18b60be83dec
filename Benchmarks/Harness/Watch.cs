using System.Diagnostics;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>Time stamps to nanoseconds for an operation.</summary>
internal static class Watch
{
    private const int TurnsBeforeYielding = 2_000;

    public static double NanosecondsEach(long ticks, int operations) =>
        (double)ticks * TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond / Stopwatch.Frequency / operations;

    /// <summary>Waits for a flag of another thread: at first without leaving the processor, since what comes back late is measured along.</summary>
    public static void Until(ref int flag, int value)
    {
        for (int turn = 0; Volatile.Read(ref flag) < value; turn++)
        {
            if (turn < TurnsBeforeYielding)
            {
                Thread.SpinWait(10);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}
