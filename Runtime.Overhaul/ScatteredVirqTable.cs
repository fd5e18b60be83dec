using System.Collections.Concurrent;
using System.Numerics;
using MsiEncap.Core;
using MsiEncap.Encapsulation;

namespace MsiEncap.Runtime.Overhaul;

/// <summary>
/// Every virq and its interrupt, by a hash table. Deliberately unlike <c>VirqTable</c>: devices have no blocks of their own but one lock
/// for all, numbers are high and far apart, each request is aligned to no more than it may ask for, and a number that was given back is
/// not given again until every other had its turn.
/// </summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "hands the interrupt numbers out")]
internal sealed class ScatteredVirqTable(int limit) : IVirqTable, IVirqShare
{
    // A window of numbers for each request.
    private const int WindowSize = IVirqShare.Largest;

    // A power of two, and the step an odd number: so the steps reach every window before they come back to one.
    private const int Windows = 1 << 21;
    private const int Step = 1_296_095;

    /// <summary>Far above what the original gives.</summary>
    public const int LowestNumber = 1 << 24;

    // What the limit promises: blocks of 64 numbers, one of them not used.
    private const int BlockSize = 64;

    private readonly RankedLock _lock = new(LockRank.Virq);
    private readonly ConcurrentDictionary<int, IrqDescriptor> _irqs = [];
    private readonly HashSet<int> _windowsTaken = [];
    private int _left = (limit / BlockSize - 1) * BlockSize;
    private int _turn;

    public IrqDescriptor? Find(Virq virq) => _irqs.GetValueOrDefault(virq.Number);

    public IEnumerable<IrqDescriptor> All() => _irqs.ToArray().OrderBy(pair => pair.Key).Select(pair => pair.Value);

    public IVirqShare CreateShare() => this;

    public bool TryAdd(ReadOnlySpan<IrqDescriptor> irqs)
    {
        using RankedLock.Scope scope = _lock.Enter();
        if (irqs.Length > _left || _windowsTaken.Count == Windows)
        {
            return false;
        }

        _left -= irqs.Length;
        int window;
        do
        {
            _turn = (_turn + 1) % Windows;
            window = (int)((long)_turn * Step % Windows);
        }
        while (!_windowsTaken.Add(window));

        int alignment = (int)BitOperations.RoundUpToPowerOf2((uint)irqs.Length);
        int first = LowestNumber + window * WindowSize + _turn * alignment % WindowSize;
        for (int i = 0; i < irqs.Length; i++)
        {
            irqs[i].Data.Virq = new Virq(first + i);
            _irqs[first + i] = irqs[i];
        }

        return true;
    }

    public void Remove(ReadOnlySpan<IrqDescriptor> irqs)
    {
        using RankedLock.Scope scope = _lock.Enter();
        foreach (IrqDescriptor irq in irqs)
        {
            _irqs.TryRemove(irq.Virq.Number, out _);
        }

        _windowsTaken.Remove((irqs[0].Virq.Number - LowestNumber) / WindowSize);
        _left += irqs.Length;
    }
}
