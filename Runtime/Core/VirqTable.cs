using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Every virq and its interrupt. Numbers are handed to devices in blocks, so devices allocate side by side; looking one up takes no
/// lock.
/// </summary>
internal sealed class VirqTable
{
    private const int BlockSize = 64;
    private const int MaxBlocks = 1 << 15;

    private readonly Lock _blocksLock = new();
    private readonly IndexBitmap _blocksTaken = new(MaxBlocks);
    private IrqDescriptor?[]?[] _blocks = new IrqDescriptor?[]?[4];

    public VirqTable() =>
        // Block 0 would hold number 0, which is no interrupt.
        _blocksTaken.TryTake(0);

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

    /// <summary>The numbers of one device. Guarded by the device's descriptor lock.</summary>
    public sealed class Share(VirqTable table)
    {
        private readonly SortedDictionary<int, ulong> _free = [];
        private readonly SortedSet<int> _notFull = [];

        /// <summary>Gives an interrupt the lowest number that the device has free.</summary>
        public bool TryAdd(IrqDescriptor irq)
        {
            if (_notFull.Count == 0)
            {
                if (!table.TryTakeBlock(out int taken))
                {
                    return false;
                }

                _free[taken] = ~0UL;
                _notFull.Add(taken);
            }

            int block = _notFull.Min;
            ulong free = _free[block];
            int entry = BitOperations.TrailingZeroCount(free);
            free &= free - 1;
            _free[block] = free;
            if (free == 0)
            {
                _notFull.Remove(block);
            }

            irq.State.Virq = new Virq(block * BlockSize + entry);
            Volatile.Write(ref table._blocks[block]![entry], irq);
            return true;
        }

        public void Remove(IrqDescriptor irq)
        {
            (int block, int entry) = Math.DivRem(irq.Virq.Number, BlockSize);
            Volatile.Write(ref table._blocks[block]![entry], null);
            ulong free = _free[block] | 1UL << entry;
            if (free == ~0UL)
            {
                _free.Remove(block);
                _notFull.Remove(block);
                table.ReturnBlock(block);
                return;
            }

            _free[block] = free;
            _notFull.Add(block);
        }
    }
}
