using System.Numerics;

namespace MsiEncap.Core;

/// <summary>A bit for each of a CPU's 256 vectors, like a local APIC's request register. Any thread may add, take and look.</summary>
internal sealed class VectorSet
{
    public const int Vectors = 256;

    private readonly ulong[] _words = new ulong[Vectors / 64];

    public void Add(int vector) => Interlocked.Or(ref _words[vector / 64], 1UL << (vector % 64));

    public bool Contains(int vector) => (Volatile.Read(ref _words[vector / 64]) >> (vector % 64) & 1) != 0;

    /// <summary>Takes a vector out.</summary>
    /// <returns>Whether it was in.</returns>
    public bool Remove(int vector) => (Interlocked.And(ref _words[vector / 64], ~(1UL << (vector % 64))) >> (vector % 64) & 1) != 0;

    public int Count
    {
        get
        {
            int count = 0;
            for (int i = 0; i < _words.Length; i++)
            {
                count += BitOperations.PopCount(Volatile.Read(ref _words[i]));
            }

            return count;
        }
    }

    /// <summary>Takes the lowest vector out, if there is one.</summary>
    public bool TryTakeLowest(out int vector)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            ulong word = Volatile.Read(ref _words[i]);
            while (word != 0)
            {
                ulong lowest = word & (~word + 1);
                if ((Interlocked.And(ref _words[i], ~lowest) & lowest) != 0)
                {
                    vector = i * 64 + BitOperations.TrailingZeroCount(lowest);
                    return true;
                }

                word = Volatile.Read(ref _words[i]);
            }
        }

        vector = 0;
        return false;
    }
}
