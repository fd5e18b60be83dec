using System.Globalization;
using MsiEncap.Domains;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>A driver's way to a device model.</summary>
internal sealed class SimulatedFunctionAccess(SimulatedBus bus, SimulatedPciFunction function, int slot) : PciFunctionAccess
{
    public override string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"0000:00:{slot:x2}.0");

    public override OneTimeSignal Gone => function.Gone;

    public override bool HasIntx => function.HasPin;

    public override uint ReadConfig(int offset, int width) => function.ReadConfig(offset, width);

    public override void WriteConfig(int offset, int width, uint value) => function.WriteConfig(offset, width, value);

    public override void WriteIntxMessage(MsiMessage message) => function.Pin.WriteMessage(message);

    public override void MaskIntx(bool masked) => function.Pin.SetMask(masked);

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
