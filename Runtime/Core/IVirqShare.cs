namespace MsiEncap.Core;

/// <summary>The virqs of one device (<c>irq_alloc_descs</c>, <c>irq_free_descs</c>). Guarded by the device's descriptor lock.</summary>
internal interface IVirqShare
{
    /// <summary>The most interrupts that <see cref="TryAddBlock"/> numbers: those of a multi-vector MSI (PCI Local Bus Specification 3.0, section 6.8.1).</summary>
    const int LargestBlock = 32;

    /// <summary>Gives an interrupt a number, then makes it found by it.</summary>
    /// <returns>Whether a number was left.</returns>
    bool TryAdd(IrqDescriptor irq);

    /// <summary>
    /// Gives some interrupts numbers in a row, of which the first is a multiple of the power of two that is no less than their count. All or
    /// nothing; each is removed by itself.
    /// </summary>
    /// <param name="irqs">The interrupts, 1 to <see cref="LargestBlock"/>.</param>
    /// <returns>Whether such numbers were left.</returns>
    bool TryAddBlock(ReadOnlySpan<IrqDescriptor> irqs);

    /// <summary>Takes its number from an interrupt, which is not found by it any more.</summary>
    void Remove(IrqDescriptor irq);

    /// <summary>The device is gone, and its interrupts before it: whatever numbers were kept for the next ones are any device's.</summary>
    void Release();
}
