namespace MsiEncap.Samples.Idxd;

/// <summary>What the probe hands to queue code: the device, the queues' registers, the doorbells. No interrupt storage.</summary>
/// <param name="Pci">The device.</param>
/// <param name="QueueConfig">The configuration registers of all work queues.</param>
/// <param name="Portals">The doorbell pages of all work queues.</param>
/// <param name="QueueCount">How many work queues there are.</param>
internal sealed record IdxdDevice(PciDevice Pci, MmioRegion QueueConfig, MmioRegion Portals, int QueueCount);
