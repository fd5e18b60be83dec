namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>What kind of storage a test's domain says that it programs.</summary>
public enum TestStorage
{
    /// <summary>The device's own.</summary>
    Ims,

    /// <summary>PCI MSI, which every machine serves.</summary>
    Msi,

    /// <summary>PCI MSI-X.</summary>
    Msix,

    /// <summary>A kind that no parent knows.</summary>
    Unknown,
}
