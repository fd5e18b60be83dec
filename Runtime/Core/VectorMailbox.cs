using System.Runtime.InteropServices;

namespace MsiEncap.Core;

/// <summary>
/// Vectors on their way to a CPU: any thread posts with one atomic, the CPU's delivery thread takes with none. When it is full,
/// <see cref="TryPost"/> says so and the poster falls back on a bit per vector, as a local APIC would.
/// </summary>
internal sealed class VectorMailbox
{
    private const int Capacity = 4096;
    private const int Mask = Capacity - 1;

    // A slot holds the vector + 1; 0 says that its poster has not written it yet.
    private readonly int[] _slots = new int[Capacity];
    private Positions _positions;

    /// <summary>Where the next vector will be posted: everything before it was posted by now.</summary>
    public long Tail => Volatile.Read(ref _positions.Tail);

    /// <summary>Where the next vector will be taken.</summary>
    public long Head => Volatile.Read(ref _positions.Head);

    public bool IsEmpty => Tail == Head;

    public bool TryPost(int vector)
    {
        while (true)
        {
            long tail = Tail;
            if (tail - Head >= Capacity)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _positions.Tail, tail + 1, tail) == tail)
            {
                Volatile.Write(ref _slots[tail & Mask], vector + 1);
                return true;
            }
        }
    }

    /// <summary>Takes the oldest vector; the delivery thread's alone.</summary>
    public bool TryTake(out int vector)
    {
        long head = _positions.Head;
        ref int slot = ref _slots[head & Mask];
        int content = Volatile.Read(ref slot);
        if (content == 0)
        {
            vector = 0;
            return false;
        }

        slot = 0;
        Volatile.Write(ref _positions.Head, head + 1);
        vector = content - 1;
        return true;
    }

    // The posters' position and the taker's lie on cache lines of their own.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Positions
    {
        [FieldOffset(64)]
        public long Tail;

        [FieldOffset(192)]
        public long Head;
    }
}
