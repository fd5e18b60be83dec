namespace MsiEncap.Samples.Idxd;

/// <summary>The register map of the device, as far as driver and model share it. Offsets and sizes are in bytes.</summary>
internal static class IdxdRegisters
{
    /// <summary>The base address register of the registers.</summary>
    public const int RegisterBar = 0;

    /// <summary>The base address register of the doorbells.</summary>
    public const int PortalBar = 2;

    /// <summary>Read-only: how many work queues there are.</summary>
    public const long QueueCount = 0x00;

    /// <summary>Read-only: where the interrupt storage starts within the register bar.</summary>
    public const long StorageOffset = 0x08;

    /// <summary>Read-only: how many slots the interrupt storage has.</summary>
    public const long StorageSlots = 0x0c;

    /// <summary>Where the configuration of the first work queue starts.</summary>
    public const long QueueConfig = 0x1000;

    /// <summary>From one queue's configuration to the next one's.</summary>
    public const long QueueConfigStride = 0x40;

    /// <summary>In a queue's configuration: the PASID that its work runs under.</summary>
    public const long Pasid = 0x00;

    /// <summary>In a queue's configuration: which interrupt announces its completions.</summary>
    public const long InterruptHandle = 0x04;

    /// <summary>In a queue's configuration: the bus address of its descriptor ring.</summary>
    public const long DescriptorRing = 0x08;

    /// <summary>In a queue's configuration: the bus address of its completion ring.</summary>
    public const long CompletionRing = 0x10;

    /// <summary>In a queue's configuration: how many entries each ring has.</summary>
    public const long RingEntries = 0x18;

    /// <summary>In a queue's configuration: 1 lets it work.</summary>
    public const long Enable = 0x1c;

    /// <summary>From one queue's doorbell page to the next one's.</summary>
    public const long PortalStride = 0x1000;

    /// <summary>In a doorbell page: how many descriptors were ever submitted, modulo 2³².</summary>
    public const long Doorbell = 0x00;
}
