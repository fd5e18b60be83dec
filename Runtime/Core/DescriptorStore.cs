namespace MsiEncap.Core;

/// <summary>
/// An array that grows with the highest index in use, and a bitmap that finds the lowest free one in as many steps as it has levels
/// (the xarray of <c>struct msi_dev_domain</c>).
/// </summary>
internal sealed class DescriptorStore(int hardwareSize) : IDescriptorStore
{
    private const int FirstSlots = 16;

    private readonly IndexBitmap _taken = new(hardwareSize);
    private MsiDescriptorEntry?[] _slots = new MsiDescriptorEntry?[Math.Min(FirstSlots, hardwareSize)];

    public int Count => _taken.Count;

    public bool TryReserveAny(out int index) => _taken.TryTakeLowest(out index);

    public bool TryReserve(int index) => index >= 0 && index < hardwareSize && _taken.TryTake(index);

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
        // What was reserved but never inserted may lie beyond the slots.
        if (index < _slots.Length)
        {
            _slots[index] = null;
        }

        _taken.Release(index);
    }

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
