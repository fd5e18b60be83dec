namespace MsiEncap.Core;

/// <summary>Spreads the vectors of a device over CPUs (<c>kernel/irq/affinity.c</c>, <c>group_cpus_evenly</c>).</summary>
internal static class AffinitySpreading
{
    /// <summary>
    /// How many vectors are worth having (<c>irq_calc_affinity_vectors</c>): those that are not spread, and no more than one for each
    /// possible CPU, unless the plan has sets. It may be less than <paramref name="min"/>, which the caller refuses.
    /// </summary>
    /// <param name="min">The fewest that the driver can do with.</param>
    /// <param name="max">The most that it can use and the device has, <paramref name="min"/> or more.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="possible">The CPUs that may ever be online.</param>
    /// <returns>The number; 0 if not even the vectors that are not spread are sure to be had.</returns>
    public static int CalculateVectors(int min, int max, IrqAffinityPlan plan, CpuMask possible)
    {
        long reserved = Reserved(plan);
        if (reserved > min)
        {
            return 0;
        }

        int rest = max - (int)reserved;
        return (int)reserved + (plan.CalculateSets is null ? Math.Min(possible.Count, rest) : rest);
    }

    /// <summary>
    /// The affinity of each vector (<c>irq_create_affinity_masks</c>). Calls the plan's <see cref="IrqAffinityPlan.CalculateSets"/>, so
    /// without a lock.
    /// </summary>
    /// <param name="vectors">How many vectors there are.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="possible">The CPUs that may ever be online; at least one.</param>
    /// <param name="defaultCpus">The mask of vectors that are not spread (<c>irq_default_affinity</c>).</param>
    /// <returns>One affinity per vector, in their order.</returns>
    /// <exception cref="InvalidOperationException">The plan's sets are not what was to be split.</exception>
    public static IrqAffinity[] CreateMasks(int vectors, IrqAffinityPlan plan, CpuMask possible, CpuMask defaultCpus)
    {
        var affinities = new IrqAffinity[vectors];
        Array.Fill(affinities, new IrqAffinity(defaultCpus));
        int spread = (int)Math.Max(0, vectors - Reserved(plan));
        IReadOnlyList<int> sets = plan.CalculateSets is null ? [spread] : Checked(plan.CalculateSets(spread), spread);
        int next = plan.PreVectors;
        foreach (int set in sets)
        {
            if (set > 0)
            {
                GroupEvenly(possible, affinities.AsSpan(next, set));
                next += set;
            }
        }

        return affinities;
    }

    /// <summary>
    /// Gives each vector its share of the CPUs: neighbours, and the shares differ by one at most. Vectors beyond the number of CPUs
    /// start over; the kernel may leave them without a CPU.
    /// </summary>
    private static void GroupEvenly(CpuMask cpus, Span<IrqAffinity> vectors)
    {
        int count = cpus.Count;
        int groups = Math.Min(vectors.Length, count);
        (int size, int larger) = Math.DivRem(count, groups);
        CpuMask.Enumerator cpu = cpus.GetEnumerator();
        for (int group = 0; group < groups; group++)
        {
            CpuMask share = CpuMask.None;
            for (int left = group < larger ? size + 1 : size; left > 0 && cpu.MoveNext(); left--)
            {
                share = share.With(cpu.Current);
            }

            vectors[group] = new IrqAffinity(share, IsManaged: true);
        }

        for (int vector = groups; vector < vectors.Length; vector++)
        {
            vectors[vector] = vectors[vector - groups];
        }
    }

    private static long Reserved(IrqAffinityPlan plan) => (long)plan.PreVectors + plan.PostVectors;

    private static IReadOnlyList<int> Checked(IReadOnlyList<int>? sets, int vectors) =>
        sets is not null && sets.All(size => size >= 0) && sets.Sum(size => (long)size) == vectors
            ? sets
            : throw new InvalidOperationException(
                $"The affinity plan was to split {vectors} vectors into sets; {nameof(IrqAffinityPlan.CalculateSets)} returned {(sets is null ? "null" : $"[{string.Join(", ", sets)}]")}, which does not add up to them.");
}
