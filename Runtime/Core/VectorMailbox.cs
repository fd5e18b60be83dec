using System.Runtime.CompilerServices;
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

    // A slot holds the lap, from 1, above the vector. Every slot is posted to once a lap, so only neighbouring laps have to differ, and
    // the fewer bytes, the fewer cache lines go from one processor to another.
    private readonly ushort[] _slots = new ushort[Capacity];
    private Positions _positions;

    /// <summary>Where the next vector will be posted: everything before it was posted by now. Any thread.</summary>
    public long Tail => Volatile.Read(ref _positions.Tail);

    /// <summary>Where the next vector will be taken. Any thread, though others than the delivery thread slow it down.</summary>
    public long Head => Volatile.Read(ref _positions.Head);

    /// <summary>Everything before it was taken and dealt with. Any thread; behind <see cref="Head"/> while the CPU is at it.</summary>
    public long Released => Volatile.Read(ref _positions.Released);

    /// <summary>Whether nothing can be taken. The delivery thread's alone.</summary>
    public bool IsEmpty => !TryPeek(_positions.Head, out _);

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

    /// <summary>The vector at a position, unless it is still being posted. The delivery thread's alone, from <see cref="Head"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek(long position, out int vector)
    {
        int posted = Volatile.Read(ref _slots[position & Mask]);
        vector = (byte)posted;
        return posted - vector == (ushort)LapOf(position);
    }

    /// <summary>Takes everything before a position. The delivery thread's alone, before it acts on what it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(long position) => Volatile.Write(ref _positions.Head, position);

    /// <summary>What was taken is dealt with; posters may have its slots. The delivery thread's alone, now and then.</summary>
    public void Release()
    {
        long head = _positions.Head;
        if (_positions.Released != head)
        {
            Volatile.Write(ref _positions.Released, head);
        }
    }

    private static int LapOf(long position) => (int)((position >> CapacityBits) + 1) << VectorBits;

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
