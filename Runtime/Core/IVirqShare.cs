namespace MsiEncap.Core;

/// <summary>The numbers of one device. Guarded by the device's descriptor lock.</summary>
internal interface IVirqShare
{
    /// <summary>The most interrupts that are numbered together: those of a PCI MSI capability (PCI Local Bus Specification 3.0, section 6.8.1).</summary>
    const int Largest = 32;

    /// <summary>
    /// Gives interrupts numbers that nobody has: consecutive ones, the first a multiple of their count rounded up to a power of two.
    /// Which, and whether they are near to others, is the table's business.
    /// </summary>
    /// <param name="irqs">1 to 32 interrupts.</param>
    /// <returns>Whether there were enough; if not, nothing is taken.</returns>
    bool TryAdd(ReadOnlySpan<IrqDescriptor> irqs);

    /// <summary>Takes the numbers back from interrupts that were added together; they are not found by them any more.</summary>
    void Remove(ReadOnlySpan<IrqDescriptor> irqs);
}
