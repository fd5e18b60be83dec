namespace MsiEncap.Pci;

/// <summary>The command register (PCI Local Bus Specification 3.0, section 6.2.2).</summary>
internal static class PciCommandBits
{
    public const uint MemorySpace = 1 << 1;
    public const uint BusMaster = 1 << 2;
    public const uint ParityErrorResponse = 1 << 6;
    public const uint SystemErrorEnable = 1 << 8;
    public const uint InterruptDisable = 1 << 10;
}
