namespace MsiEncap.Pci;

/// <summary>Where the registers of the configuration header are (PCI Local Bus Specification 3.0, section 6.1), and what a space is made of.</summary>
internal static class PciHeader
{
    public const int VendorId = 0x00;
    public const int DeviceId = 0x02;
    public const int Command = 0x04;
    public const int Status = 0x06;
    public const int ClassCode = 0x09;
    public const int CacheLineSize = 0x0c;
    public const int LatencyTimer = 0x0d;
    public const int CapabilitiesPointer = 0x34;
    public const int InterruptLine = 0x3c;
    public const int InterruptPin = 0x3d;

    /// <summary>The size of a configuration space in bytes.</summary>
    public const int Size = 256;

    /// <summary>What reads as the vendor of a function that is not there.</summary>
    public const uint NoVendor = 0xffff;

    /// <summary>Capabilities lie behind the header, at multiples of 4: their id, then the offset of the next or 0 (section 6.7).</summary>
    public const int FirstCapability = 0x40;

    public const int CapabilityAlignment = 4;
    public const int NextCapability = 1;
}
