using System.Diagnostics;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>Runs work on a thread each, started together.</summary>
internal static class SideBySide
{
    /// <returns>Ticks until the last is done.</returns>
    public static long Run(Action[] work)
    {
        int ready = 0;
        int go = 0;
        long end = 0;
        Thread[] threads = [.. work.Select(step => new Thread(() =>
        {
            Interlocked.Increment(ref ready);
            Watch.Until(ref go, 1);
            step();
            long now = Stopwatch.GetTimestamp();
            for (long seen = Volatile.Read(ref end); seen < now; seen = Volatile.Read(ref end))
            {
                Interlocked.CompareExchange(ref end, now, seen);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        Watch.Until(ref ready, work.Length);
        long start = Stopwatch.GetTimestamp();
        Volatile.Write(ref go, 1);
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return end - start;
    }
}
