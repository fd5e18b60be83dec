namespace MsiEncap.Core;

/// <summary>
/// An array that grows with the highest index in use, and a bitmap that finds the lowest free one in as many steps as it has levels.
/// </summary>
internal sealed class DescriptorStore(int hardwareSize) : IDescriptorStore
{
    private const int FirstSlots = 16;

    private readonly IndexBitmap _taken = new(hardwareSize);
    private IrqDescriptor?[] _slots = new IrqDescriptor?[Math.Min(FirstSlots, hardwareSize)];

    public int Count => _taken.Count;

    public bool TryReserveAny(out int index) => _taken.TryTakeLowest(out index);

    public bool TryReserve(int index) => index >= 0 && index < hardwareSize && _taken.TryTake(index);

    public void Insert(int index, IrqDescriptor irq)
    {
        if (index >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Min(hardwareSize, Math.Max(index + 1, _slots.Length * 2)));
        }

        _slots[index] = irq;
    }

    public IrqDescriptor? Find(int index) => index >= 0 && index < _slots.Length ? _slots[index] : null;

    public void Remove(int index)
    {
        // What was reserved but never inserted may lie beyond the slots.
        if (index < _slots.Length)
        {
            _slots[index] = null;
        }

        _taken.Release(index);
    }

    public IEnumerable<IrqDescriptor> All()
    {
        foreach (IrqDescriptor? irq in _slots)
        {
            if (irq is not null)
            {
                yield return irq;
            }
        }
    }
}
