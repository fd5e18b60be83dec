using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Which of a fixed number of indices are taken, and the lowest that is not, in as many steps as there are levels: each level has
/// a bit for every word of the level below that is full.
/// </summary>
internal sealed class IndexBitmap
{
    private const int WordBits = 64;

    private readonly ulong[][] _levels;
    private readonly int _capacity;

    public IndexBitmap(int capacity)
    {
        _capacity = capacity;
        var levels = new List<ulong[]>();
        int bits = capacity;
        do
        {
            int words = (bits + WordBits - 1) / WordBits;
            var level = new ulong[words];
            int beyond = words * WordBits - bits;
            if (beyond > 0)
            {
                // What does not exist is never free.
                level[^1] = ~0UL << (WordBits - beyond);
            }

            levels.Add(level);
            bits = words;
        }
        while (bits > 1);
        _levels = [.. levels];
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _capacity;

    public bool IsTaken(int index) => (_levels[0][index / WordBits] >> (index % WordBits) & 1) != 0;

    /// <summary>Takes the lowest free index.</summary>
    public bool TryTakeLowest(out int index)
    {
        index = 0;
        if (IsFull)
        {
            return false;
        }

        for (int level = _levels.Length - 1; level >= 0; level--)
        {
            index = index * WordBits + BitOperations.TrailingZeroCount(~_levels[level][index]);
        }

        Mark(index);
        return true;
    }

    /// <summary>Takes one index, if it is free.</summary>
    public bool TryTake(int index)
    {
        if (IsTaken(index))
        {
            return false;
        }

        Mark(index);
        return true;
    }

    /// <summary>Takes the lowest free block, aligned, of as many indices as the count rounded up to a power of two, 64 at most.</summary>
    public bool TryTakeLowestBlock(int count, out int first)
    {
        if (count == 1)
        {
            return TryTakeLowest(out first);
        }

        int size = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        ulong block = size == WordBits ? ~0UL : (1UL << size) - 1;
        for (first = 0; first < _capacity; first += size)
        {
            if ((_levels[0][first / WordBits] >> (first % WordBits) & block) == 0)
            {
                for (int i = 0; i < size; i++)
                {
                    Mark(first + i);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Gives back a block.</summary>
    public void ReleaseBlock(int first, int count)
    {
        for (int i = 0; i < (int)BitOperations.RoundUpToPowerOf2((uint)count); i++)
        {
            Release(first + i);
        }
    }

    /// <summary>Gives back an index that is taken.</summary>
    public void Release(int index)
    {
        Count--;
        foreach (ulong[] level in _levels)
        {
            ref ulong word = ref level[index / WordBits];
            bool wasFull = word == ~0UL;
            word &= ~(1UL << (index % WordBits));
            if (!wasFull)
            {
                return;
            }

            index /= WordBits;
        }
    }

    private void Mark(int index)
    {
        Count++;
        foreach (ulong[] level in _levels)
        {
            ref ulong word = ref level[index / WordBits];
            word |= 1UL << (index % WordBits);
            if (word != ~0UL)
            {
                return;
            }

            index /= WordBits;
        }
    }
}
