using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Every virq and its interrupt. Numbers are handed to devices in blocks, so devices allocate side by side, each the lowest that fit;
/// looking one up takes no lock.
/// </summary>
internal sealed class VirqTable : IVirqTable
{
    private const int BlockSize = 64;

    private readonly Lock _blocksLock = new();
    private readonly IndexBitmap _blocksTaken;
    private IrqDescriptor?[]?[] _blocks = new IrqDescriptor?[]?[4];

    /// <summary>A table of some blocks of 64 numbers.</summary>
    public VirqTable(int limit)
    {
        _blocksTaken = new IndexBitmap(limit / BlockSize);

        // Block 0 would hold number 0, which is no interrupt.
        _blocksTaken.TryTake(0);
    }

    public IrqDescriptor? Find(Virq virq)
    {
        IrqDescriptor?[]?[] blocks = Volatile.Read(ref _blocks);
        int block = virq.Number / BlockSize;
        return block < blocks.Length && Volatile.Read(ref blocks[block]) is { } entries
            ? Volatile.Read(ref entries[virq.Number % BlockSize])
            : null;
    }

    /// <summary>Every interrupt, lowest number first, as far as they stand while this runs.</summary>
    public IEnumerable<IrqDescriptor> All() =>
        Volatile.Read(ref _blocks).SelectMany(block => block ?? []).OfType<IrqDescriptor>();

    public IVirqShare CreateShare() => new Share(this);

    private bool TryTakeBlock(out int block)
    {
        lock (_blocksLock)
        {
            if (!_blocksTaken.TryTakeLowest(out block))
            {
                return false;
            }

            IrqDescriptor?[]?[] blocks = _blocks;
            if (block >= blocks.Length)
            {
                Array.Resize(ref blocks, blocks.Length * 2);
                blocks[block] = new IrqDescriptor?[BlockSize];
                Volatile.Write(ref _blocks, blocks);
            }
            else
            {
                Volatile.Write(ref blocks[block], blocks[block] ?? new IrqDescriptor?[BlockSize]);
            }

            return true;
        }
    }

    private void ReturnBlock(int block)
    {
        lock (_blocksLock)
        {
            _blocksTaken.Release(block);
        }
    }

    private sealed class Share(VirqTable table) : IVirqShare
    {
        private readonly SortedDictionary<int, ulong> _free = [];

        public bool TryAdd(ReadOnlySpan<IrqDescriptor> irqs)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)irqs.Length);
            ulong mask = (1UL << size) - 1;
            foreach ((int block, ulong free) in _free)
            {
                for (int entry = 0; entry < BlockSize; entry += size)
                {
                    if ((free >> entry & mask) == mask)
                    {
                        Take(block, entry, mask, irqs);
                        return true;
                    }
                }
            }

            if (!table.TryTakeBlock(out int taken))
            {
                return false;
            }

            _free[taken] = ~0UL;
            Take(taken, 0, mask, irqs);
            return true;
        }

        public void Remove(ReadOnlySpan<IrqDescriptor> irqs)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)irqs.Length);
            ulong mask = (1UL << size) - 1;
            (int block, int entry) = Math.DivRem(irqs[0].Virq.Number, BlockSize);
            for (int i = 0; i < irqs.Length; i++)
            {
                Volatile.Write(ref table._blocks[block]![entry + i], null);
            }

            ulong free = _free[block] | mask << entry;
            if (free == ~0UL)
            {
                _free.Remove(block);
                table.ReturnBlock(block);
                return;
            }

            _free[block] = free;
        }

        private void Take(int block, int entry, ulong mask, ReadOnlySpan<IrqDescriptor> irqs)
        {
            _free[block] &= ~(mask << entry);
            for (int i = 0; i < irqs.Length; i++)
            {
                irqs[i].Data.Virq = new Virq(block * BlockSize + entry + i);
                Volatile.Write(ref table._blocks[block]![entry + i], irqs[i]);
            }
        }
    }
}
