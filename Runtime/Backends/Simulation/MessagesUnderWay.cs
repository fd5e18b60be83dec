namespace MsiEncap.Simulation;

/// <summary>
/// Knows which threads are between looking up where a message goes and posting it there. Whoever takes a way down waits for those; for
/// the threads themselves, knowing costs two plain writes.
/// </summary>
internal sealed class MessagesUnderWay
{
    [ThreadStatic]
    private static Passage? s_passage;

    private readonly Lock _lock = new();
    private readonly List<Passage> _passages = [];

    /// <summary>The calling thread's passage. Close it behind the message.</summary>
    public Passage Open()
    {
        Passage passage = s_passage is { } known && known.Of == this ? known : Register();
        passage.IsOpen = true;
        return passage;
    }

    /// <summary>Waits until every message that may have been looked up before this call has been posted.</summary>
    public void Await()
    {
        // Past this barrier either a passage is seen open, or its thread looks up what holds now.
        Interlocked.MemoryBarrierProcessWide();
        Passage[] passages;
        lock (_lock)
        {
            _passages.RemoveAll(passage => !passage.Thread.IsAlive);
            passages = [.. _passages];
        }

        foreach (Passage passage in passages)
        {
            long turn = passage.Turn;
            var spinner = default(SpinWait);
            while (passage.IsOpen && passage.Turn == turn)
            {
                spinner.SpinOnce();
            }
        }
    }

    private Passage Register()
    {
        var passage = new Passage(this);
        lock (_lock)
        {
            _passages.Add(passage);
        }

        return s_passage = passage;
    }

    /// <summary>One thread's way from looking up to posting.</summary>
    public sealed class Passage(MessagesUnderWay of)
    {
        private bool _isOpen;
        private long _turn;

        public MessagesUnderWay Of => of;

        public Thread Thread { get; } = Thread.CurrentThread;

        /// <summary>Which message of the thread it is.</summary>
        public long Turn => Volatile.Read(ref _turn);

        public bool IsOpen
        {
            get => Volatile.Read(ref _isOpen);
            set => Volatile.Write(ref _isOpen, value);
        }

        public void Close()
        {
            Volatile.Write(ref _turn, _turn + 1);
            Volatile.Write(ref _isOpen, false);
        }
    }
}
