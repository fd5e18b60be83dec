using System.Runtime.InteropServices;

namespace MsiEncap.Core;

/// <summary>
/// Vectors on their way to a CPU: any thread posts with one atomic, the CPU's delivery thread takes with none. When it is full,
/// <see cref="TryPost"/> says so and the poster falls back on a bit per vector, as a local APIC would.
/// </summary>
/// <remarks>
/// A slot names the lap that it was posted in, so the taker need not clear it. Each side writes its own cache lines and reads the other's
/// only when it must: the taker the slots, the posters once in a while how far the taker is.
/// </remarks>
internal sealed class VectorMailbox
{
    private const int CapacityBits = 12;
    private const int Capacity = 1 << CapacityBits;
    private const int Mask = Capacity - 1;
    private const int VectorBits = 8;

    // How many vectors are taken before the posters are told; so many slots fewer may be free to them.
    private const int Batch = 64;

    // A slot holds the lap, from 1, above the vector. Every slot is posted to once a lap, so only neighbouring laps have to differ, and
    // the fewer bytes, the fewer cache lines go from one processor to another.
    private readonly ushort[] _slots = new ushort[Capacity];
    private Positions _positions;

    /// <summary>Where the next vector will be posted: everything before it was posted by now. Any thread.</summary>
    public long Tail => Volatile.Read(ref _positions.Tail);

    /// <summary>Where the next vector will be taken. Any thread, though others than the delivery thread slow it down.</summary>
    public long Head => Volatile.Read(ref _positions.Head);

    /// <summary>Whether nothing can be taken. The delivery thread's alone.</summary>
    public bool IsEmpty => !IsPosted(_positions.Head, out _);

    /// <summary>Posts a vector, 0 to 255. Any thread.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryPost(int vector)
    {
        while (true)
        {
            long tail = Volatile.Read(ref _positions.Tail);
            if (tail >= Volatile.Read(ref _positions.Limit) && tail >= RenewLimit())
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _positions.Tail, tail + 1, tail) == tail)
            {
                Volatile.Write(ref _slots[tail & Mask], (ushort)(LapOf(tail) | vector));
                return true;
            }
        }
    }

    /// <summary>Takes the oldest vector, unless it is still being posted; the delivery thread's alone.</summary>
    public bool TryTake(out int vector)
    {
        long head = _positions.Head;
        bool taken = IsPosted(head, out vector);
        if (taken)
        {
            Volatile.Write(ref _positions.Head, ++head);
        }

        if (!taken || head % Batch == 0)
        {
            Tell(head);
        }

        return taken;
    }

    private static int LapOf(long position) => (int)((position >> CapacityBits) + 1) << VectorBits;

    private bool IsPosted(long position, out int vector)
    {
        vector = (ushort)(Volatile.Read(ref _slots[position & Mask]) - LapOf(position));
        return vector < VectorSet.Vectors;
    }

    /// <summary>Lets the posters have what was taken before a position.</summary>
    private void Tell(long head)
    {
        if (_positions.Released != head)
        {
            Volatile.Write(ref _positions.Released, head);
        }
    }

    /// <summary>Up to where may be posted. An older answer of another poster may replace this one: it allows less, never more.</summary>
    private long RenewLimit()
    {
        long limit = Volatile.Read(ref _positions.Released) + Capacity;
        Volatile.Write(ref _positions.Limit, limit);
        return limit;
    }

    // What posters write, what the taker writes, and what it writes for them lie on cache lines of their own; two apart, since
    // processors fetch lines in pairs.
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Positions
    {
        [FieldOffset(64)]
        public long Tail;

        [FieldOffset(72)]
        public long Limit;

        [FieldOffset(192)]
        public long Head;

        [FieldOffset(320)]
        public long Released;
    }
}
