using System.Globalization;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>A driver's way to a device model.</summary>
internal sealed class SimulatedFunctionAccess(SimulatedBus bus, SimulatedPciFunction function, int slot) : PciFunctionAccess
{
    public override string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"0000:00:{slot:x2}.0");

    public override MmioRegion MapBar(int bar)
    {
        if (bar < 0 || bar >= function.BarSizes.Length || function.BarSizes[bar] == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(bar), bar, $"Device {Address} has no BAR{bar}.");
        }

        return new SimulatedMmioRegion(function, Address, bar);
    }

    public override DmaBuffer AllocateDma(int length) => bus.Allocate(length);
}
