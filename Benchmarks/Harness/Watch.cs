using System.Diagnostics;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>Time stamps to nanoseconds for an operation.</summary>
internal static class Watch
{
    public static double NanosecondsEach(long ticks, int operations) =>
        (double)ticks * TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond / Stopwatch.Frequency / operations;

    /// <summary>Waits for a flag of another thread without leaving the processor for long.</summary>
    public static void Until(ref int flag, int value)
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref flag) < value)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }
}
