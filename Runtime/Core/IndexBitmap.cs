using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Which of a fixed number of indices are taken, and the lowest that is not, in as many steps as there are levels: each level has
/// a bit for every word of the level below that is full. The lowest word with a free index is kept at hand, and counts as full above, so
/// that filling up and exchanging do not touch the levels.
/// </summary>
internal sealed class IndexBitmap
{
    private const int WordBits = 64;
    private const ulong Full = ~0UL;

    // A cache line at either end, so that two devices' bitmaps never lie on one.
    private const int Padding = 8;

    private readonly ulong[] _words;

    // Where each level starts in the words, lowest first.
    private readonly int[] _levels;
    private readonly int _capacity;

    // The word at hand. If it is not full, no word before it has a free index.
    private int _atHand;

    // How many other words are not full.
    private int _others;

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
            _words.AsSpan(Padding, start - Padding).Fill(Full);
        }
        else
        {
            TakeWhatDoesNotExist();
            _others = WordsFor(capacity);
            TakeInHand(0);
        }
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _capacity;

    public bool IsTaken(int index) => (WordAt(index / WordBits) >> (index % WordBits) & 1) != 0;

    /// <summary>Takes the lowest free index.</summary>
    public bool TryTakeLowest(out int index)
    {
        if (IsFull)
        {
            index = 0;
            return false;
        }

        if (WordAt(_atHand) == Full)
        {
            TakeInHand(LowestOther());
        }

        ref ulong word = ref WordAt(_atHand);
        index = _atHand * WordBits + BitOperations.TrailingZeroCount(~word);
        word |= word + 1;
        Count++;
        return true;
    }

    /// <summary>Takes one index, if it is free.</summary>
    public bool TryTake(int index)
    {
        if (IsTaken(index))
        {
            return false;
        }

        Count++;
        int at = index / WordBits;
        ref ulong word = ref WordAt(at);
        word |= 1UL << (index % WordBits);
        if (word == Full && at != _atHand)
        {
            MarkFull(at);
        }

        return true;
    }

    /// <summary>Finds the lowest free index from some index on, which may be the capacity, without taking it.</summary>
    public bool TryFindFree(int from, out int index)
    {
        if (from / WordBits < _atHand && WordAt(_atHand) != Full)
        {
            from = _atHand * WordBits;
        }

        // Up to the first level that has something free behind the position, then down to it.
        int bits = _capacity;
        for (int level = 0; from < bits; level++)
        {
            int word = from / WordBits;
            ulong free = ~_words[_levels[level] + word] & Full << (from % WordBits);
            if (free != 0)
            {
                index = Descend(level, 0, word * WordBits + BitOperations.TrailingZeroCount(free));
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
            if (first < _capacity && (WordAt(first / WordBits) >> (first % WordBits) & block) == 0)
            {
                for (int i = 0; i < size; i++)
                {
                    TryTake(first + i);
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
        int at = index / WordBits;
        ref ulong word = ref WordAt(at);
        bool wasFull = word == Full;
        word &= ~(1UL << (index % WordBits));
        if (!wasFull)
        {
            return;
        }

        if (at != _atHand && WordAt(_atHand) != Full)
        {
            if (at < _atHand)
            {
                (at, _atHand) = (_atHand, at);
            }

            MarkFree(at);
            return;
        }

        // The word at hand was full.
        if (_others == 0)
        {
            _atHand = at;
            return;
        }

        MarkFree(at);
        TakeInHand(LowestOther());
    }

    private static int WordsFor(int bits) => (bits + WordBits - 1) / WordBits;

    private ref ulong WordAt(int at) => ref _words[Padding + at];

    private void TakeWhatDoesNotExist()
    {
        int bits = _capacity;
        foreach (int level in _levels)
        {
            int words = WordsFor(bits);
            int beyond = words * WordBits - bits;
            if (beyond > 0)
            {
                _words[level + words - 1] = Full << (WordBits - beyond);
            }

            bits = words;
        }
    }

    private void TakeInHand(int at)
    {
        _atHand = at;
        MarkFull(at);
    }

    /// <summary>The lowest word that is not full, but for the one at hand.</summary>
    private int LowestOther() => Descend(_levels.Length, 1, 0);

    /// <summary>The lowest free position of a level, below a position of a higher one that has such.</summary>
    private int Descend(int level, int lowest, int position)
    {
        while (--level >= lowest)
        {
            position = position * WordBits + BitOperations.TrailingZeroCount(~_words[_levels[level] + position]);
        }

        return position;
    }

    private void MarkFull(int at)
    {
        _others--;
        for (int level = 1; level < _levels.Length; level++)
        {
            ref ulong word = ref _words[_levels[level] + at / WordBits];
            word |= 1UL << (at % WordBits);
            if (word != Full)
            {
                return;
            }

            at /= WordBits;
        }
    }

    private void MarkFree(int at)
    {
        _others++;
        for (int level = 1; level < _levels.Length; level++)
        {
            ref ulong word = ref _words[_levels[level] + at / WordBits];
            bool wasFull = word == Full;
            word &= ~(1UL << (at % WordBits));
            if (!wasFull)
            {
                return;
            }

            at /= WordBits;
        }
    }
}
