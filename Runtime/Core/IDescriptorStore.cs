namespace MsiEncap.Core;

/// <summary>
/// The interrupts of one domain of a device by their index (the xarray of <c>struct msi_dev_domain</c>). Guarded by the device's
/// descriptor lock.
/// </summary>
internal interface IDescriptorStore
{
    /// <summary>How many indices are reserved or hold an interrupt.</summary>
    int Count { get; }

    /// <summary>Reserves the lowest free index (<c>MSI_ANY_INDEX</c>).</summary>
    /// <returns>Whether there was one.</returns>
    bool TryReserveAny(out int index);

    /// <summary>Reserves one index.</summary>
    /// <returns>Whether the domain has that index and it was free.</returns>
    bool TryReserve(int index);

    /// <summary>Puts an interrupt at the index reserved for it (<c>msi_insert_desc</c>).</summary>
    void Insert(int index, IrqDescriptor irq);

    /// <summary>The interrupt at an index, which may be any number; <see langword="null"/> if there is none.</summary>
    IrqDescriptor? Find(int index);

    /// <summary>Frees a reserved index, whether an interrupt was put there or not.</summary>
    void Remove(int index);

    /// <summary>Every interrupt, lowest index first (<c>msi_for_each_desc</c>).</summary>
    IEnumerable<IrqDescriptor> All();
}
