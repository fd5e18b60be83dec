namespace MsiEncap.Pci;

/// <summary>The ids of capabilities (PCI Local Bus Specification 3.0, appendix H).</summary>
internal static class PciCapabilityId
{
    public const byte PowerManagement = 0x01;
    public const byte Msi = 0x05;
    public const byte Msix = 0x11;
}
