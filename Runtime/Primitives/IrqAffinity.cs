namespace MsiEncap;

/// <summary>
/// Where an interrupt may be delivered. A driver hands one in to an allocation, which copies it; what spreading made of a plan reads
/// the same.
/// </summary>
/// <param name="Cpus">The CPUs that may be its target. An allocation refuses an empty mask.</param>
/// <param name="IsManaged">
/// Whether the core alone decides on the target: the mask cannot be set, and while none of its CPUs is online the interrupt is shut
/// down instead of moved elsewhere.
/// </param>
/// <remarks>The kernel's <c>struct irq_affinity_desc</c>. Immutable, so safe to share between threads.</remarks>
public readonly record struct IrqAffinity(CpuMask Cpus, bool IsManaged = false)
{
    /// <summary>The CPUs in the kernel's list format, and whether the affinity is managed.</summary>
    /// <returns>For example "0-3, managed".</returns>
    public override string ToString() => IsManaged ? $"{Cpus}, managed" : Cpus.ToString();
}
