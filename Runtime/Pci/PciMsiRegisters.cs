namespace MsiEncap.Pci;

/// <summary>The MSI capability, by offsets from its start (PCI Local Bus Specification 3.0, section 6.8.1).</summary>
internal static class PciMsiRegisters
{
    public const int Control = 2;
    public const int AddressLow = 4;

    /// <summary>Only with <see cref="Address64"/>, which moves what follows by 4.</summary>
    public const int AddressHigh = 8;

    public const uint Enable = 1 << 0;
    public const int CapableShift = 1;
    public const int GrantedShift = 4;
    public const uint Address64 = 1 << 7;
    public const uint PerVectorMasking = 1 << 8;

    /// <summary>The width of the two fields that hold the binary logarithm of a number of vectors.</summary>
    public const uint LogMask = 7;

    public const uint Granted = LogMask << GrantedShift;
    public const int MaxVectors = 32;

    /// <summary>The address is that of a 32-bit word.</summary>
    public const uint AddressLowBits = ~3u;

    public static int Data(bool address64) => address64 ? 0xc : 0x8;

    public static int Mask(bool address64) => address64 ? 0x10 : 0xc;

    public static int Pending(bool address64) => address64 ? 0x14 : 0x10;
}
