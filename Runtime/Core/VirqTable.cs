using System.Numerics;

namespace MsiEncap.Core;

/// <summary>
/// Numbers are handed to devices in blocks, so devices allocate side by side and take one short lock for every block; looking a number up
/// takes none.
/// </summary>
internal sealed class VirqTable : IVirqTable
{
    private readonly Lock _blocksLock = new();
    private readonly int _maxBlocks;
    private readonly IndexBitmap _blocksTaken;
    private VirqBlock?[] _blocks = new VirqBlock?[4];

    /// <summary>A table with room for some numbers.</summary>
    /// <param name="limit">How many, the first <see cref="VirqBlock.Size"/> of which are not used.</param>
    public VirqTable(int limit)
    {
        _maxBlocks = limit / VirqBlock.Size;
        _blocksTaken = new IndexBitmap(_maxBlocks);

        // Block 0 would hold number 0, which is no interrupt.
        _blocksTaken.TryTake(0);
    }

    public IrqDescriptor? Find(Virq virq)
    {
        VirqBlock?[] blocks = Volatile.Read(ref _blocks);
        int block = virq.Number / VirqBlock.Size;
        return block < blocks.Length && Volatile.Read(ref blocks[block]) is { } entries
            ? Volatile.Read(ref entries.Irqs[virq.Number % VirqBlock.Size])
            : null;
    }

    public IEnumerable<IrqDescriptor> All()
    {
        VirqBlock?[] blocks = Volatile.Read(ref _blocks);
        for (int number = 0; number < blocks.Length * VirqBlock.Size; number++)
        {
            if (Find(new Virq(number)) is { } irq)
            {
                yield return irq;
            }
        }
    }

    public IVirqShare CreateShare() => new Share(this);

    private VirqBlock BlockAt(int block) => _blocks[block]!;

    private bool TryTakeBlock(out int block)
    {
        lock (_blocksLock)
        {
            if (!_blocksTaken.TryTakeLowest(out block))
            {
                return false;
            }

            VirqBlock?[] blocks = _blocks;
            if (block >= blocks.Length)
            {
                Array.Resize(ref blocks, blocks.Length * 2);
            }

            blocks[block] ??= new VirqBlock();
            Volatile.Write(ref _blocks, blocks);
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

    /// <summary>The blocks of one device.</summary>
    private sealed class Share(VirqTable table) : IVirqShare
    {
        // Free are the blocks that are the device's and have a free number.
        private readonly IndexBitmap _blocks = new(table._maxBlocks, taken: true);

        public bool TryAdd(ReadOnlySpan<IrqDescriptor> irqs)
        {
            if (!TryFindRun(irqs.Length, out int block, out int entry))
            {
                if (!TryTakeBlock(out block))
                {
                    return false;
                }

                entry = 0;
            }

            foreach (IrqDescriptor irq in irqs)
            {
                Add(block, entry++, irq);
            }

            return true;
        }

        public void Remove(ReadOnlySpan<IrqDescriptor> irqs)
        {
            foreach (IrqDescriptor irq in irqs)
            {
                Remove(irq);
            }
        }

        private void Remove(IrqDescriptor irq)
        {
            (int block, int entry) = Math.DivRem(irq.Virq.Number, VirqBlock.Size);
            VirqBlock numbers = table.BlockAt(block);
            Volatile.Write(ref numbers.Irqs[entry], null);
            if (numbers.Free == 0)
            {
                _blocks.Release(block);
            }

            numbers.Free |= 1UL << entry;
            if (numbers.Free == ~0UL)
            {
                GiveBack(block);
            }
        }

        private bool TryTakeBlock(out int block)
        {
            if (!table.TryTakeBlock(out block))
            {
                return false;
            }

            _blocks.Release(block);
            return true;
        }

        private void Add(int block, int entry, IrqDescriptor irq)
        {
            VirqBlock numbers = table.BlockAt(block);
            numbers.Free &= ~(1UL << entry);
            if (numbers.Free == 0)
            {
                _blocks.TryTake(block);
            }

            // Whoever finds the interrupt by the number finds the number in it.
            irq.Data.Virq = new Virq(block * VirqBlock.Size + entry);
            Volatile.Write(ref numbers.Irqs[entry], irq);
        }

        /// <summary>The lowest numbers in a row, and aligned, that the device has free.</summary>
        private bool TryFindRun(int count, out int block, out int entry)
        {
            int alignment = (int)BitOperations.RoundUpToPowerOf2((uint)count);
            ulong run = (1UL << count) - 1;
            for (int from = 0; _blocks.TryFindFree(from, out block); from = block + 1)
            {
                ulong free = table.BlockAt(block).Free;
                if (count == 1)
                {
                    entry = BitOperations.TrailingZeroCount(free);
                    return true;
                }

                for (entry = 0; entry < VirqBlock.Size; entry += alignment)
                {
                    if ((free >> entry & run) == run)
                    {
                        return true;
                    }
                }
            }

            entry = 0;
            return false;
        }

        private void GiveBack(int block)
        {
            _blocks.TryTake(block);
            table.ReturnBlock(block);
        }
    }
}
