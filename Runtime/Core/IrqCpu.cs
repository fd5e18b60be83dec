using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MsiEncap.Core;

/// <summary>
/// A CPU: a vector table and the one thread that delivers what arrives for it. The thread takes no lock and executes no atomic for an
/// interrupt; whoever changes an interrupt pays for the agreement (see <see cref="IrqRequests"/>).
/// </summary>
internal sealed class IrqCpu : IDisposable
{
    // Long enough to catch a device that raises again at once, short enough to leave the processor to others.
    private const int SpinsBeforeSleep = 50;

    // How many messages may pass before a call for attention is answered.
    private const int BatchSize = 64;

    [ThreadStatic]
    private static IrqCpu? s_current;

    private readonly IrqFlow?[] _vectors = new IrqFlow?[VectorSet.Vectors];
    private readonly VectorMailbox _mailbox = new();
    private readonly VectorSet _overflow = new();
    private readonly ConcurrentQueue<(IrqFlow Flow, IrqCommand Command)> _commands = new();
    private readonly ConcurrentQueue<(int Vector, long After)> _retiring = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private IrqFlow? _obeying;
    private Signals _signals;

    public IrqCpu(int id)
    {
        Id = id;
        _thread = new Thread(Deliver) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"irq-cpu{id}") };
        _thread.Start();
    }

    /// <summary>The CPU whose delivery thread this is, or <see langword="null"/> on any other thread.</summary>
    public static IrqCpu? Current => s_current;

    public int Id { get; }

    /// <summary>Vectors that nothing points at any more; the allocator takes them from here.</summary>
    public VectorSet Retired { get; } = new();

    /// <summary>The interrupt whose handler runs now. The delivery thread's alone.</summary>
    public IrqDescriptor? Handling => (_signals.Handling == 0 ? _obeying : _vectors[_signals.Handling])?.Irq;

    /// <summary>Messages that arrived for a vector without an interrupt.</summary>
    public long Spurious => Volatile.Read(ref _signals.Spurious);

    /// <summary>Refuses what would wait for handlers to a handler, which would wait for itself.</summary>
    /// <exception cref="InvalidOperationException">This is a delivery thread.</exception>
    public static void ForbidOnDeliveryThread(string operation)
    {
        if (s_current is not null)
        {
            throw new InvalidOperationException($"{operation} waits for interrupt handlers, so a handler cannot do it; do it from a thread of the driver.");
        }
    }

    public void Connect(int vector, IrqFlow flow) => Volatile.Write(ref _vectors[vector], flow);

    /// <summary>
    /// Takes vectors out of use that no message is written for any more. Those with messages still on their way to a handler, the delivery
    /// thread takes out when it has dropped them; the next owner of a vector never sees them. Any thread.
    /// </summary>
    public void Retire(ReadOnlySpan<int> vectors)
    {
        long after = _mailbox.Tail;
        bool isIdle = _mailbox.Released >= after;
        bool any = false;
        foreach (int vector in vectors)
        {
            // In this order: what is no longer overflown is being drained, or has been.
            if (isIdle && !_overflow.Contains(vector) && !Volatile.Read(ref _signals.Draining))
            {
                TakeOut(vector);
            }
            else
            {
                _retiring.Enqueue((vector, after));
                any = true;
            }
        }

        if (any)
        {
            CallForAttention();
        }
    }

    /// <summary>Sends the delivery thread a command for a flow, between two runs. Any thread.</summary>
    public void Command(IrqFlow flow, IrqCommand command)
    {
        _commands.Enqueue((flow, command));
        CallForAttention();
    }

    /// <summary>A message arrived. Any thread; never waits and loses nothing, though vectors coalesce when the mailbox is full.</summary>
    public void Raise(int vector)
    {
        // From its own handler the mailbox would fill with nobody to empty it.
        if (s_current == this || !_mailbox.TryPost(vector))
        {
            _overflow.Add(vector);
            CallForAttention();
        }
        else if (Volatile.Read(ref _signals.Asleep) != 0)
        {
            Wake();
        }
    }

    /// <summary>Ends the delivery thread, from any other thread.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _signals.Stopping, true);
        CallForAttention();
        _thread.Join();
        _wake.Dispose();
    }

    private void CallForAttention()
    {
        Interlocked.Exchange(ref _signals.Attention, 1);
        if (Volatile.Read(ref _signals.Asleep) != 0)
        {
            Wake();
        }
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _signals.Asleep, 0) != 0)
        {
            _wake.Set();
        }
    }

    private void Deliver()
    {
        s_current = this;
        while (!Volatile.Read(ref _signals.Stopping))
        {
            if (Volatile.Read(ref _signals.Attention) != 0)
            {
                Attend();
            }

            if (!DeliverSome())
            {
                AwaitWork();
            }
        }
    }

    /// <summary>Delivers what the mailbox holds, up to a number after which the rest of the loop has its turn.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool DeliverSome()
    {
        try
        {
            return DeliverBatch();
        }
        catch (Exception thrown)
        {
            _vectors[_signals.Handling]!.Thrown(thrown);
            _signals.Handling = 0;
            return true;
        }
    }

    // Optimised from the start, on its own: inlined into the loop that runs for ever it would keep its variables in memory, and what
    // the runtime guesses from the first handlers it sees is wrong for the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private bool DeliverBatch()
    {
        VectorMailbox mailbox = _mailbox;
        IrqFlow?[] vectors = _vectors;
        long first = mailbox.Head;
        long head = first;
        while (head - first < BatchSize && mailbox.TryPeek(head, out int vector))
        {
            mailbox.Take(++head);
            IrqFlow? flow = Volatile.Read(ref vectors[vector]);
            if (flow is null)
            {
                _signals.Spurious++;
                continue;
            }

            _signals.Handling = vector;
            flow.ArriveUnguarded(this);
        }

        _signals.Handling = 0;
        mailbox.Release();
        return head != first;
    }

    private void Dispatch(int vector)
    {
        IrqFlow? flow = Volatile.Read(ref _vectors[vector]);
        if (flow is null)
        {
            _signals.Spurious++;
            return;
        }

        _signals.Handling = vector;
        flow.Arrive(this);
        _signals.Handling = 0;
    }

    private void Attend()
    {
        Interlocked.Exchange(ref _signals.Attention, 0);
        for (int commands = _commands.Count; commands > 0 && _commands.TryDequeue(out (IrqFlow Flow, IrqCommand Command) next); commands--)
        {
            _obeying = next.Flow;
            next.Flow.Obey(next.Command, this);
            _obeying = null;
        }

        DrainOverflow();
        while (_retiring.TryPeek(out (int Vector, long After) next))
        {
            if (_mailbox.Head < next.After)
            {
                Interlocked.Exchange(ref _signals.Attention, 1);
                return;
            }

            _retiring.TryDequeue(out _);
            if (_overflow.Remove(next.Vector))
            {
                // Dropped if the interrupt is gone, but passed on if it has only moved.
                Dispatch(next.Vector);
            }

            TakeOut(next.Vector);
        }
    }

    private void DrainOverflow()
    {
        int pending = _overflow.Count;
        if (pending == 0)
        {
            return;
        }

        // Each vector once: one that its own handler raises anew calls for attention again.
        Volatile.Write(ref _signals.Draining, true);
        while (pending-- > 0 && _overflow.TryTakeLowest(out int vector))
        {
            Dispatch(vector);
        }

        Volatile.Write(ref _signals.Draining, false);
    }

    private void TakeOut(int vector)
    {
        Volatile.Write(ref _vectors[vector], null);
        Retired.Add(vector);
    }

    private void AwaitWork()
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (HasWork())
            {
                return;
            }

            Thread.SpinWait(20);
        }

        Volatile.Write(ref _signals.Asleep, 1);

        // Against a poster that has posted but not yet read _signals.Asleep: it pays nothing, the sleeper pays for both.
        Interlocked.MemoryBarrierProcessWide();
        if (HasWork())
        {
            Volatile.Write(ref _signals.Asleep, 0);
            return;
        }

        _wake.WaitOne();
    }

    // The end counts as work: the call for attention that announced it may have been answered before the end was looked for.
    private bool HasWork() => !_mailbox.IsEmpty || Volatile.Read(ref _signals.Attention) != 0 || Volatile.Read(ref _signals.Stopping);

    // What others read for every message lies apart from what the delivery thread writes for every message; processors fetch cache lines
    // in pairs.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Signals
    {
        /// <summary>Whether there is something to attend to.</summary>
        [FieldOffset(128)]
        public int Attention;

        /// <summary>Whether the thread sleeps, or is about to.</summary>
        [FieldOffset(132)]
        public int Asleep;

        /// <summary>Whether the thread shall end.</summary>
        [FieldOffset(136)]
        public bool Stopping;

        /// <summary>The vector whose interrupt's handler runs; 0, which is an exception's, if none does.</summary>
        [FieldOffset(256)]
        public int Handling;

        /// <summary>Whether overflown vectors are being taken and dealt with. Set before the first is taken.</summary>
        [FieldOffset(260)]
        public bool Draining;

        /// <summary>Messages for vectors without an interrupt.</summary>
        [FieldOffset(264)]
        public long Spurious;
    }
}
