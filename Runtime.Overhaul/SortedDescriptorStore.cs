using MsiEncap.Core;

namespace MsiEncap.Runtime.Overhaul;

/// <summary>
/// The allocated indices of one domain, in a search tree. Deliberately unlike <c>DescriptorStore</c>: what is kept of the free indices is
/// the gaps between the taken ones, in a list that is walked, and nothing has the size of the hardware.
/// </summary>
internal sealed class SortedDescriptorStore : IDescriptorStore
{
    // Lowest first; no two of them touch, and none is empty.
    private readonly LinkedList<Gap> _gaps = [];
    private readonly SortedDictionary<int, MsiDescriptorEntry> _entries = [];

    public SortedDescriptorStore(int hardwareSize) => _gaps.AddFirst(new Gap(0, hardwareSize));

    public int Count { get; private set; }

    public bool TryReserveAny(out int index)
    {
        index = _gaps.First?.Value.Start ?? 0;
        return TryReserve(index);
    }

    public bool TryReserve(int index)
    {
        if (FirstGapBeyond(index) is not { } node || node.Value.Start > index)
        {
            return false;
        }

        (int start, int end) = node.Value;
        AddUnlessEmpty(node, new Gap(start, index));
        AddUnlessEmpty(node, new Gap(index + 1, end));
        _gaps.Remove(node);
        Count++;
        return true;
    }

    public void Insert(int index, MsiDescriptorEntry entry) => _entries.Add(index, entry);

    public MsiDescriptorEntry? Find(int index) => _entries.GetValueOrDefault(index);

    public void Remove(int index)
    {
        _entries.Remove(index);
        Count--;

        LinkedListNode<Gap>? next = FirstGapBeyond(index);
        LinkedListNode<Gap>? previous = next is null ? _gaps.Last : next.Previous;
        var gap = new Gap(index, index + 1);
        if (previous?.Value.End == gap.Start)
        {
            gap = gap with { Start = previous.Value.Start };
            _gaps.Remove(previous);
        }

        if (next is null)
        {
            _gaps.AddLast(gap);
        }
        else if (next.Value.Start == gap.End)
        {
            next.Value = next.Value with { Start = gap.Start };
        }
        else
        {
            _gaps.AddBefore(next, gap);
        }
    }

    public IEnumerable<MsiDescriptorEntry> All() => _entries.Values;

    /// <summary>The gap that an index lies in, or else the first that lies higher.</summary>
    private LinkedListNode<Gap>? FirstGapBeyond(int index)
    {
        LinkedListNode<Gap>? node = _gaps.First;
        while (node is not null && node.Value.End <= index)
        {
            node = node.Next;
        }

        return node;
    }

    private void AddUnlessEmpty(LinkedListNode<Gap> next, Gap gap)
    {
        if (gap.Start < gap.End)
        {
            _gaps.AddBefore(next, gap);
        }
    }

    /// <summary>Free indices side by side.</summary>
    /// <param name="Start">The first.</param>
    /// <param name="End">The one after the last.</param>
    private readonly record struct Gap(int Start, int End);
}
