namespace MsiEncap;

/// <summary>
/// How the vectors of a device are spread over the CPUs: some at the start and at the end are left alone, for what is not per queue (a
/// device's admin or error interrupt); those between get a group of CPUs each and are managed by the core.
/// </summary>
/// <remarks>
/// The kernel's <c>struct irq_affinity</c>. The plan is read only, and <see cref="CalculateSets"/> returns what the kernel's callback
/// writes into the structure. Immutable, so safe to share between threads.
/// </remarks>
public sealed record IrqAffinityPlan
{
    /// <summary>How many vectors at the start are not spread, 0 or more (<c>pre_vectors</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int PreVectors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>How many vectors at the end are not spread, 0 or more (<c>post_vectors</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int PostVectors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>
    /// Splits the vectors that are spread into sets, each of which is spread over all CPUs on its own: a device with separate queues
    /// for reading and writing wants each kind on every CPU. Given how many vectors there are, it returns the sizes of the
    /// sets, each 0 or more, which together are that many (<c>calc_sets</c>). With <see langword="null"/> there is one set. With sets,
    /// an allocation takes as many vectors as it can get, not at most one for each CPU.
    /// </summary>
    /// <remarks>
    /// Called when vectors are allocated, on the thread that allocates, also when no vector is left to be spread. The device is locked meanwhile, so
    /// it answers from what it is given: a call of the same device is refused with <see cref="InvalidOperationException"/>, and it must not wait
    /// for another thread, allocate from another device, or take CPUs offline or online.
    /// </remarks>
    public Func<int, IReadOnlyList<int>>? CalculateSets { get; init; }
}
