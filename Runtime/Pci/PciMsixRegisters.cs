namespace MsiEncap.Pci;

/// <summary>
/// The MSI-X capability, by offsets from its start, and the entries of its table, by offsets from theirs (PCI Local Bus Specification
/// 3.0, section 6.8.2).
/// </summary>
internal static class PciMsixRegisters
{
    public const int Control = 2;
    public const int Table = 4;
    public const int PendingBits = 8;

    /// <summary>The number of entries less one, in <see cref="Control"/>.</summary>
    public const uint TableSize = 0x7ff;

    public const uint FunctionMask = 1 << 14;
    public const uint Enable = 1 << 15;

    /// <summary>Which base address register, in <see cref="Table"/> and <see cref="PendingBits"/>; the rest is the offset there.</summary>
    public const uint Bar = 7;

    public const int MaxVectors = 2048;
    public const int Alignment = 8;

    public const int EntrySize = 16;
    public const int EntryAddressLow = 0;
    public const int EntryAddressHigh = 4;
    public const int EntryData = 8;
    public const int EntryControl = 12;

    /// <summary>The only bit of <see cref="EntryControl"/> that is ours; software preserves the others.</summary>
    public const uint EntryMask = 1 << 0;

    /// <summary>The pending bits come in words of 64.</summary>
    public const int PendingWordBits = 64;

    public static long TableLength(int vectors) => (long)vectors * EntrySize;

    public static long PendingLength(int vectors) => (vectors + PendingWordBits - 1) / PendingWordBits * sizeof(ulong);
}
