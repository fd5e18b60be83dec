using System.Diagnostics;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>Threads that do their work over and over, each on a processor of its own if there are enough.</summary>
internal sealed class SideBySide : IDisposable
{
    private readonly Worker[] _workers;
    private int _ready;

    public SideBySide(Action[] work) => _workers = [.. work.Select((step, number) => new Worker(this, number, step))];

    /// <summary>Has the first so many do their work once, at the same time; the others wait.</summary>
    /// <returns>Ticks from the first that starts to the last that ends.</returns>
    public long Run(int count)
    {
        _ready = -count;
        foreach (Worker worker in _workers.AsSpan(0, count))
        {
            worker.Start();
        }

        long start = long.MaxValue;
        long end = long.MinValue;
        foreach (Worker worker in _workers.AsSpan(0, count))
        {
            worker.AwaitEnd();
            start = Math.Min(start, worker.StartTime);
            end = Math.Max(end, worker.EndTime);
        }

        return end - start;
    }

    public void Dispose()
    {
        foreach (Worker worker in _workers)
        {
            worker.Dispose();
        }
    }

    private sealed class Worker : IDisposable
    {
        private readonly SideBySide _owner;
        private readonly int _number;
        private readonly Action _work;
        private readonly AutoResetEvent _wake = new(false);
        private readonly AutoResetEvent _done = new(false);
        private readonly Thread _thread;
        private bool _stopping;

        public Worker(SideBySide owner, int number, Action work)
        {
            _owner = owner;
            _number = number;
            _work = work;
            _thread = new Thread(Loop) { IsBackground = true };
            _thread.Start();
        }

        public long StartTime { get; private set; }

        public long EndTime { get; private set; }

        public void Start() => _wake.Set();

        public void AwaitEnd() => _done.WaitOne();

        public void Dispose()
        {
            _stopping = true;
            _wake.Set();
            _thread.Join();
            _wake.Dispose();
            _done.Dispose();
        }

        private void Loop()
        {
            Processor.Bind(_number);
            _wake.WaitOne();
            while (!_stopping)
            {
                // All of them run when the first starts.
                Interlocked.Increment(ref _owner._ready);
                Watch.Until(ref _owner._ready, 0);
                StartTime = Stopwatch.GetTimestamp();
                _work();
                EndTime = Stopwatch.GetTimestamp();
                _done.Set();
                _wake.WaitOne();
            }
        }
    }
}
