using System.Threading.Tasks.Sources;

namespace MsiEncap.Core;

/// <summary>
/// Carries edges from a delivery thread to one waiter. Edges between two waits count as one, and none is lost; its continuations run
/// elsewhere than on the delivery thread. Allocates only where a wait is cancelled or fails.
/// </summary>
/// <remarks>
/// One word decides everything, and every change of it is one interlocked operation, so each edge, cancellation and failure has one
/// outcome:
/// <code>
/// state      edge             WaitAsync     cancel     result taken   fail
/// Idle       → Pending        → Armed       -          -              → Failed
/// Pending    =                → Idle, done  -          -              → Failed
/// Armed      → Done, succeed  throws        → Done     -              → Failed, fail the wait
/// Done       → DonePending    throws        =          → Idle         → Failed
/// DonePending =               throws        =          → Pending      → Failed
/// Failed     =                fails         =          =              =
/// </code>
/// Only who leaves Armed completes the wait, so it is completed once. A wait that is done keeps its result until the waiter has taken
/// it; an edge meanwhile is the next wait's. That is what an edge becomes which comes too late for a cancelled wait.
/// The source of the wait (<see cref="_source"/>) belongs to the waiter in Idle, to who leaves Armed until it has completed the wait,
/// and then to the waiter again, who rewinds it before the state says Idle.
/// An edge writes the state even where that changes nothing: as a full barrier it makes sure that a waiter who takes the
/// pending edge sees what was written before this one.
/// </remarks>
internal sealed class EdgeSignal : IValueTaskSource
{
    private const int Idle = 0;
    private const int Pending = 1;
    private const int Armed = 2;
    private const int Done = 3;
    private const int DonePending = 4;
    private const int Failed = 5;

    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private Exception? _failure;
    private int _state;

    /// <summary>An edge came. Any thread; never waits, and runs nothing of the waiter's.</summary>
    public void Signal()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            int next = state switch
            {
                Idle or Pending => Pending,
                Armed => Done,
                Done or DonePending => DonePending,
                _ => Failed,
            };
            int found = Interlocked.CompareExchange(ref _state, next, state);
            if (found == state)
            {
                break;
            }

            state = found;
        }

        if (state == Armed)
        {
            _source.SetResult(true);
        }
    }

    /// <summary>
    /// Every wait fails from now on, one that is under way included; an edge that nobody has waited for is dropped. Any thread. Of two
    /// failures the first counts.
    /// </summary>
    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        if (Interlocked.Exchange(ref _state, Failed) == Armed)
        {
            _source.SetException(_failure);
        }
    }

    /// <summary>
    /// Waits for an edge; if one came since the last wait, no longer. One wait at a time: the next may start when the result of this
    /// one was taken, so await it, and once. A cancelled wait takes no edge.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is a wait under way.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        int state = Volatile.Read(ref _state);
        while (true)
        {
            switch (state)
            {
                case Idle:
                    state = Interlocked.CompareExchange(ref _state, Armed, Idle);
                    if (state == Idle)
                    {
                        return Await(cancellationToken);
                    }

                    break;

                case Pending:
                    state = Interlocked.CompareExchange(ref _state, Idle, Pending);
                    if (state == Pending)
                    {
                        return ValueTask.CompletedTask;
                    }

                    break;

                case Failed:
                    return ValueTask.FromException(_failure!);

                default:
                    throw new InvalidOperationException("Another wait for this interrupt is under way; await it before the next.");
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        if (_source.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The wait is under way; await it.");
        }

        // Waits for a cancellation that is just being tried: afterwards it cannot hit the next wait.
        _cancellation.Dispose();
        _cancellation = default;
        try
        {
            _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            Release();
        }
    }

    /// <summary>The result of a wait was taken: the next may start.</summary>
    private void Release()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Done) == DonePending)
        {
            Interlocked.CompareExchange(ref _state, Pending, DonePending);
        }
    }

    private ValueTask Await(CancellationToken cancellationToken)
    {
        // A wait that ends before this stores its registration is not known to anyone yet, so nobody has looked for it.
        _cancellation = cancellationToken.UnsafeRegister(static (signal, token) => ((EdgeSignal)signal!).Cancel(token), this);
        return new ValueTask(this, _source.Version);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Done, Armed) == Armed)
        {
            _source.SetException(new OperationCanceledException(cancellationToken));
        }
    }
}
