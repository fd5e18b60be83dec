namespace MsiEncap.Simulation;

/// <summary>What remaps the messages of a simulated machine.</summary>
public enum SimulatedRemapping
{
    /// <summary>Nothing: a message names a CPU and a vector.</summary>
    None,

    /// <summary>An IOMMU: a message names an entry of a table. Devices can have interrupt storage of their own.</summary>
    Hardware,

    /// <summary>An IOMMU that a hypervisor plays: as hardware, but storage of the device's own is out of its sight and not supported.</summary>
    Virtual,
}
