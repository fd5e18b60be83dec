namespace MsiEncap.Pci;

/// <summary>By what a function signals its interrupts at present (<c>msi_enabled</c>, <c>msix_enabled</c>).</summary>
internal enum PciMode
{
    /// <summary>Its pin, if it has one.</summary>
    Intx,

    /// <summary>MSI.</summary>
    Msi,

    /// <summary>MSI-X.</summary>
    Msix,
}
