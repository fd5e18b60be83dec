using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>Threads that work against each other, for a bounded number of rounds and a bounded time.</summary>
internal static class Crew
{
    /// <summary>Runs each job on a thread of its own until all are done.</summary>
    public static void Run(params IReadOnlyList<Action> jobs) => Run(Patience.Time, jobs);

    public static void Run(TimeSpan patience, params IReadOnlyList<Action> jobs)
    {
        var thrown = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. jobs.Select(job => Start(job, thrown))];
        foreach (Thread thread in threads)
        {
            Assert.True(thread.Join(patience), "A thread is stuck.");
        }

        Rethrow(thrown);
    }

    /// <summary>Runs some jobs, and meanwhile, over and over, others that never end by themselves.</summary>
    public static void RunAgainst(TimeSpan patience, IReadOnlyList<Action> disturbers, params IReadOnlyList<Action> jobs)
    {
        using var stop = new CancellationTokenSource();
        CancellationToken stopped = stop.Token;
        var thrown = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. disturbers.Select(disturb => Start(Over(disturb), thrown))];
        try
        {
            Run(patience, jobs);
        }
        finally
        {
            stop.Cancel();
            foreach (Thread thread in threads)
            {
                Assert.True(thread.Join(Patience.Time), "A disturbing thread is stuck.");
            }
        }

        Rethrow(thrown);

        Action Over(Action disturb) => () =>
        {
            while (!stopped.IsCancellationRequested)
            {
                disturb();
            }
        };
    }

    private static Thread Start(Action job, ConcurrentQueue<Exception> thrown)
    {
        var thread = new Thread(() =>
        {
            try
            {
                job();
            }
            catch (Exception failure)
            {
                thrown.Enqueue(failure);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    private static void Rethrow(ConcurrentQueue<Exception> thrown)
    {
        if (thrown.TryDequeue(out Exception? first))
        {
            ExceptionDispatchInfo.Capture(first).Throw();
        }
    }
}
