namespace MsiEncap;

/// <summary>How much of a PCI function works (<c>pci_power_t</c>; PCI Power Management Interface Specification 1.2, section 5).</summary>
public enum PciPowerState
{
    /// <summary>All of it.</summary>
    D0,

    /// <summary>Asleep, on power: only the configuration space answers, and no interrupt is raised.</summary>
    D3Hot,
}
