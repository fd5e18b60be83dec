using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Which of a fixed number of indices are taken, and the lowest that is not, in as many steps as there are levels: each level has
/// a bit for every word of the level below that is full.
/// </summary>
internal sealed class IndexBitmap
{
    private const int WordBits = 64;

    // A cache line at either end, so that two devices' bitmaps never lie on one.
    private const int Padding = 8;

    private readonly ulong[] _words;

    // Where each level starts in the words, lowest first.
    private readonly int[] _levels;
    private readonly int _capacity;

    /// <summary>A bitmap of some indices, from 0.</summary>
    /// <param name="capacity">How many, at least 1.</param>
    /// <param name="taken">Whether all of them are taken at first.</param>
    public IndexBitmap(int capacity, bool taken = false)
    {
        _capacity = capacity;
        var levels = new List<int>();
        int start = Padding;
        int bits = capacity;
        do
        {
            levels.Add(start);
            bits = WordsFor(bits);
            start += bits;
        }
        while (bits > 1);
        _levels = [.. levels];
        _words = new ulong[start + Padding];
        if (taken)
        {
            Count = capacity;
            _words.AsSpan(Padding, start - Padding).Fill(~0UL);
        }
        else
        {
            TakeWhatDoesNotExist();
        }
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _capacity;

    public bool IsTaken(int index) => (_words[_levels[0] + index / WordBits] >> (index % WordBits) & 1) != 0;

    /// <summary>Takes the lowest free index.</summary>
    public bool TryTakeLowest(out int index)
    {
        index = 0;
        if (IsFull)
        {
            return false;
        }

        index = Descend(_levels.Length, 0);
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

    /// <summary>Finds the lowest free index from some index on, which may be the capacity, without taking it.</summary>
    public bool TryFindFree(int from, out int index)
    {
        // Up to the first level that has something free behind the position, then down to it.
        int bits = _capacity;
        for (int level = 0; from < bits; level++)
        {
            int word = from / WordBits;
            ulong free = ~_words[_levels[level] + word] & ~0UL << (from % WordBits);
            if (free != 0)
            {
                index = Descend(level, word * WordBits + BitOperations.TrailingZeroCount(free));
                return true;
            }

            // One word is left at the top, and the position lies behind it.
            from = word + 1;
            bits = WordsFor(bits);
        }

        index = 0;
        return false;
    }

    /// <summary>Takes the lowest free block, aligned, of as many indices as the count rounded up to a power of two, 32 at most.</summary>
    public bool TryTakeLowestBlock(int count, out int first)
    {
        if (count == 1)
        {
            return TryTakeLowest(out first);
        }

        int size = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        ulong block = (1UL << size) - 1;
        for (int from = 0; TryFindFree(from, out first); from = first + size)
        {
            first = (first + size - 1) / size * size;
            if (first < _capacity && (_words[_levels[0] + first / WordBits] >> (first % WordBits) & block) == 0)
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
        foreach (int level in _levels)
        {
            ref ulong word = ref _words[level + index / WordBits];
            bool wasFull = word == ~0UL;
            word &= ~(1UL << (index % WordBits));
            if (!wasFull)
            {
                return;
            }

            index /= WordBits;
        }
    }

    private static int WordsFor(int bits) => (bits + WordBits - 1) / WordBits;

    private void TakeWhatDoesNotExist()
    {
        int bits = _capacity;
        foreach (int level in _levels)
        {
            int words = WordsFor(bits);
            int beyond = words * WordBits - bits;
            if (beyond > 0)
            {
                _words[level + words - 1] = ~0UL << (WordBits - beyond);
            }

            bits = words;
        }
    }

    /// <summary>The lowest free index below a position at a level that has one.</summary>
    private int Descend(int level, int position)
    {
        while (--level >= 0)
        {
            position = position * WordBits + BitOperations.TrailingZeroCount(~_words[_levels[level] + position]);
        }

        return position;
    }

    private void Mark(int index)
    {
        Count++;
        foreach (int level in _levels)
        {
            ref ulong word = ref _words[level + index / WordBits];
            word |= 1UL << (index % WordBits);
            if (word != ~0UL)
            {
                return;
            }

            index /= WordBits;
        }
    }
}
