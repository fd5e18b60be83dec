using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>What kind of interrupt storage a domain programs (<c>enum irq_domain_bus_token</c>). Its parent decides which it serves.</summary>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
public enum MsiBusToken
{
    /// <summary>None; no parent serves it.</summary>
    None,

    /// <summary>The MSI capability of a PCI function (<c>DOMAIN_BUS_PCI_DEVICE_MSI</c>).</summary>
    PciDeviceMsi,

    /// <summary>The MSI-X table of a PCI function (<c>DOMAIN_BUS_PCI_DEVICE_MSIX</c>).</summary>
    PciDeviceMsix,

    /// <summary>The interrupt storage that a device defines itself (<c>DOMAIN_BUS_PCI_DEVICE_IMS</c>).</summary>
    PciDeviceIms,
}
