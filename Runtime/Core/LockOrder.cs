using System.Diagnostics;

namespace MsiEncap.Core;

/// <summary>Asserts, in debug builds, that every thread takes locks in the order of <see cref="LockRank"/>.</summary>
internal static class LockOrder
{
    [ThreadStatic]
    private static int s_held;

    [Conditional("DEBUG")]
    public static void Entering(LockRank rank)
    {
        Debug.Assert(s_held >> (int)rank == 0, $"Lock order: a lock of rank {rank} is taken under one of the same or a higher rank (held: {s_held:b}).");
        s_held |= 1 << (int)rank;
    }

    [Conditional("DEBUG")]
    public static void Left(LockRank rank) => s_held &= ~(1 << (int)rank);
}
