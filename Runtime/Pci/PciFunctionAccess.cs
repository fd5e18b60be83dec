namespace MsiEncap.Pci;

/// <summary>What a backend gives a driver of a PCI function beside interrupts.</summary>
internal abstract class PciFunctionAccess
{
    /// <summary>The function's address, domain:bus:device.function.</summary>
    public abstract string Address { get; }

    /// <summary>Opens a base address register.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The function does not have it.</exception>
    public abstract MmioRegion MapBar(int bar);

    /// <summary>Allocates memory that the function can reach.</summary>
    public abstract DmaBuffer AllocateDma(int length);
}
