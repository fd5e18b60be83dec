namespace MsiEncap.Pci;

/// <summary>The status register (PCI Local Bus Specification 3.0, section 6.2.3).</summary>
internal static class PciStatusBits
{
    public const uint InterruptStatus = 1 << 3;
    public const uint CapabilitiesList = 1 << 4;
    public const uint ReceivedMasterAbort = 1 << 13;

    /// <summary>The error bits, which a write of 1 clears.</summary>
    public const uint Errors = 0xf900;
}
