namespace MsiEncap.Simulation;

/// <summary>A base address register of a device model.</summary>
internal sealed class SimulatedMmioRegion(SimulatedPciFunction function, string address, int bar)
    : MmioRegion($"BAR{bar} of {address}", function.BarSizes[bar])
{
    internal override ulong Read(long offset, int width) => function.ReadBar(bar, offset, width);

    internal override void Write(long offset, int width, ulong value) => function.WriteBar(bar, offset, width, value);
}
