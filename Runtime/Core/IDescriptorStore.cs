namespace MsiEncap.Core;

/// <summary>The allocated indices of one domain of a device. Guarded by the device's descriptor lock.</summary>
internal interface IDescriptorStore
{
    /// <summary>How many indices are taken.</summary>
    int Count { get; }

    /// <summary>Reserves the lowest free index (<c>MSI_ANY_INDEX</c>).</summary>
    bool TryReserveAny(out int index);

    /// <summary>Reserves an index, unless it is taken.</summary>
    bool TryReserve(int index);

    /// <summary>Puts an entry at the index reserved for it (<c>msi_insert_desc</c>).</summary>
    void Insert(int index, MsiDescriptorEntry entry);

    /// <summary>What is at an index, if anything is.</summary>
    MsiDescriptorEntry? Find(int index);

    /// <summary>Frees an index.</summary>
    void Remove(int index);

    /// <summary>Every entry, lowest index first (<c>msi_for_each_desc</c>). The store must not change meanwhile.</summary>
    IEnumerable<MsiDescriptorEntry> All();
}
