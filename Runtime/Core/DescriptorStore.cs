namespace MsiEncap.Core;

/// <summary>
/// The interrupts of one domain of a device by their index (the xarray of <c>struct msi_dev_domain</c>). Guarded by the device's
/// descriptor lock.
/// </summary>
internal sealed class DescriptorStore(int hardwareSize) : IDescriptorStore
{
    private const int FirstSlots = 16;

    private readonly IndexBitmap _taken = new(hardwareSize);
    private MsiDescriptorEntry?[] _slots = new MsiDescriptorEntry?[Math.Min(FirstSlots, hardwareSize)];

    public int Count => _taken.Count;

    /// <summary>Reserves the lowest free index (<c>MSI_ANY_INDEX</c>).</summary>
    public bool TryReserveAny(out int index) => _taken.TryTakeLowest(out index);

    public bool TryReserve(int index) => _taken.TryTake(index);

    /// <summary>Puts an interrupt at the index reserved for it (<c>msi_insert_desc</c>).</summary>
    public void Insert(int index, MsiDescriptorEntry entry)
    {
        if (index >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Min(hardwareSize, Math.Max(index + 1, _slots.Length * 2)));
        }

        _slots[index] = entry;
    }

    public MsiDescriptorEntry? Find(int index) => index >= 0 && index < _slots.Length ? _slots[index] : null;

    public void Remove(int index)
    {
        _slots[index] = null;
        _taken.Release(index);
    }

    /// <summary>Every interrupt, lowest index first (<c>msi_for_each_desc</c>).</summary>
    public IEnumerable<MsiDescriptorEntry> All()
    {
        foreach (MsiDescriptorEntry? entry in _slots)
        {
            if (entry is not null)
            {
                yield return entry;
            }
        }
    }
}
