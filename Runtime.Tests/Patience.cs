namespace MsiEncap.Runtime.Tests;

/// <summary>How long a test waits for what should come at once, before it says that it did not come.</summary>
internal static class Patience
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition, which is looked at whenever an event says that something has happened.</summary>
    /// <returns>Whether it came.</returns>
    public static bool Until(Func<bool> condition, AutoResetEvent progress, TimeSpan? time = null)
    {
        // What has happened may be seen a moment later than its event.
        const int LookAgain = 5;
        long start = Environment.TickCount64;
        var spinner = default(SpinWait);
        while (!condition())
        {
            if (Environment.TickCount64 - start > (time ?? Time).TotalMilliseconds)
            {
                return false;
            }

            if (spinner.NextSpinWillYield)
            {
                progress.WaitOne(LookAgain);
            }
            else
            {
                spinner.SpinOnce();
            }
        }

        return true;
    }
}
