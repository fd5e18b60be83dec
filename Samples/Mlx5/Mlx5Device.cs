namespace MsiEncap.Samples.Mlx5;

/// <summary>What the probe hands to queue code: the device, its doorbells, and the channel for commands. No interrupt storage, for there is none.</summary>
internal sealed class Mlx5Device(PciDevice pci, MmioRegion registers, int objects) : IDisposable
{
    public PciDevice Pci => pci;

    /// <summary>The doorbells of all objects.</summary>
    public MmioRegion Doorbells { get; } = registers.Slice(Mlx5Registers.Doorbells, objects * Mlx5Registers.DoorbellStride);

    /// <summary>The channel to the firmware.</summary>
    public Mlx5Commands Commands { get; } = new(pci, registers);

    public void Dispose() => Commands.Dispose();
}
