using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>
/// What a domain could use and what its parent grants (<c>MSI_FLAG_*</c>). A template states all that the domain could use; what is
/// in force is what the parents leave of it. Bits 0 to 15 are the domain's own, bits 16 to 31 need the parent's support.
/// </summary>
[Flags]
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
public enum MsiFlags
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary>The message is written when an interrupt is allocated instead of when it is requested (<c>MSI_FLAG_ACTIVATE_EARLY</c>).</summary>
    ActivateEarly = 1 << 0,

    /// <summary>An interrupt that was activated early is activated again when it is requested (<c>MSI_FLAG_MUST_REACTIVATE</c>).</summary>
    MustReactivate = 1 << 1,

    /// <summary>The interrupt can be neither masked nor unmasked in the device (<c>MSI_FLAG_NO_MASK</c>).</summary>
    NoMask = 1 << 2,

    /// <summary>Several vectors of a PCI MSI capability (<c>MSI_FLAG_MULTI_PCI_MSI</c>).</summary>
    MultiPciMsi = 1 << 16,

    /// <summary>PCI MSI-X (<c>MSI_FLAG_PCI_MSIX</c>).</summary>
    PciMsix = 1 << 17,

    /// <summary>Messages for a level as well as for an edge (<c>MSI_FLAG_LEVEL_CAPABLE</c>).</summary>
    LevelCapable = 1 << 18,

    /// <summary>MSI-X entries must be allocated without gaps, from 0 on (<c>MSI_FLAG_MSIX_CONTIGUOUS</c>).</summary>
    MsixContiguous = 1 << 19,

    /// <summary>MSI-X entries can be allocated and freed one by one while MSI-X is on (<c>MSI_FLAG_PCI_MSIX_ALLOC_DYN</c>).</summary>
    MsixAllocDyn = 1 << 20,

    /// <summary>Interrupt storage of the device's own (<c>MSI_FLAG_PCI_IMS</c>).</summary>
    PciIms = 1 << 21,
}
