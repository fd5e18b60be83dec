namespace MsiEncap.Samples.Idxd;

/// <summary>What the probe hands to queue code: the device, the queues' registers, the doorbells. No interrupt storage.</summary>
/// <param name="Pci">The device.</param>
/// <param name="Interrupts">Which of the device's domains its queues' interrupts come from: a name, and no way to the domain.</param>
/// <param name="QueueConfig">The configuration registers of all work queues.</param>
/// <param name="Portals">The doorbell pages of all work queues.</param>
/// <param name="QueueCount">How many work queues there are.</param>
internal sealed record IdxdDevice(PciDevice Pci, MsiDomainId<IdxdCookie> Interrupts, MmioRegion QueueConfig, MmioRegion Portals, int QueueCount);
