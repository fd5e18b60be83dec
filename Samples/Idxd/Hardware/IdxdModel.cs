using System.Buffers.Binary;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Idxd.Hardware;

/// <summary>
/// A data streaming accelerator that computes checksums: work queues with doorbells, an engine that serves them in turn, and an
/// interrupt storage. It knows of drivers no more than hardware does.
/// </summary>
internal sealed class IdxdModel : SimulatedPciFunction, IDisposable
{
    public const int Queues = 64;

    private const int Slots = 128;
    private const long StorageOffset = 0x8000;
    private const long RegisterBarSize = 0x10000;

    // Long after the start, so that there is something to disturb.
    private const long FaultAt = 10;

    private readonly WorkQueue[] _queues = [.. Enumerable.Range(0, Queues).Select(_ => new WorkQueue())];
    private readonly SemaphoreSlim _doorbells = new(0);
    private readonly CancellationTokenSource _off = new();
    private readonly Thread _engine;
    private readonly IdxdFault _fault;
    private long _executed;

    public IdxdModel(IdxdFault fault = IdxdFault.None)
        : base([RegisterBarSize, 0, Queues * IdxdRegisters.PortalStride])
    {
        _fault = fault;
        _engine = new Thread(Work) { IsBackground = true, Name = "dsa-engine" };
        _engine.Start();
    }

    public InterruptStorage Storage { get; } = new(Slots);

    public void Dispose()
    {
        _off.Cancel();
        _engine.Join();
        _off.Dispose();
        _doorbells.Dispose();
    }

    protected override ulong ReadRegister(int bar, long offset, int width) => (bar, offset) switch
    {
        (IdxdRegisters.RegisterBar, IdxdRegisters.QueueCount) => Queues,
        (IdxdRegisters.RegisterBar, IdxdRegisters.StorageOffset) => StorageOffset,
        (IdxdRegisters.RegisterBar, IdxdRegisters.StorageSlots) => Slots,
        (IdxdRegisters.RegisterBar, >= StorageOffset and < StorageOffset + Slots * InterruptStorage.SlotSize) => Storage.Read(offset - StorageOffset),
        (IdxdRegisters.RegisterBar, >= IdxdRegisters.QueueConfig) when QueueAt(offset) is { } queue => queue.ReadConfig(offset % IdxdRegisters.QueueConfigStride, width),
        _ => 0,
    };

    protected override void WriteRegister(int bar, long offset, int width, ulong value)
    {
        if (bar == IdxdRegisters.PortalBar)
        {
            _queues[offset / IdxdRegisters.PortalStride].Ring((uint)value);
            _doorbells.Release();
        }
        else if (offset is >= StorageOffset and < StorageOffset + Slots * InterruptStorage.SlotSize)
        {
            Storage.Write(Bus, offset - StorageOffset, (uint)value);
        }
        else if (offset >= IdxdRegisters.QueueConfig && QueueAt(offset) is { } queue)
        {
            queue.WriteConfig(offset % IdxdRegisters.QueueConfigStride, width, value);
        }
    }

    private WorkQueue? QueueAt(long offset)
    {
        long queue = (offset - IdxdRegisters.QueueConfig) / IdxdRegisters.QueueConfigStride;
        return queue < Queues ? _queues[queue] : null;
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                _doorbells.Wait(_off.Token);
                foreach (WorkQueue queue in _queues)
                {
                    if (queue.HasWork)
                    {
                        Execute(queue);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }

    /// <summary>One descriptor: fetch, compute, write the completion, announce it.</summary>
    private void Execute(WorkQueue queue)
    {
        bool fail = ++_executed == FaultAt;
        Span<byte> descriptor = stackalloc byte[IdxdWork.DescriptorSize];
        Bus.Read(queue.DescriptorRing + queue.Taken++ % queue.RingEntries * IdxdWork.DescriptorSize, descriptor);
        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(descriptor[IdxdWork.DescriptorId..]);
        uint checksum = Checksum(
            BinaryPrimitives.ReadUInt64LittleEndian(descriptor[IdxdWork.DescriptorSource..]),
            BinaryPrimitives.ReadInt32LittleEndian(descriptor[IdxdWork.DescriptorLength..]));

        switch (fail ? _fault : IdxdFault.None)
        {
            case IdxdFault.Lose:
                return;
            case IdxdFault.Repeat:
                Complete(queue, id, checksum);
                break;
            case IdxdFault.Misroute:
                id += 1UL << 32;
                break;
            case IdxdFault.Disturb:
                Storage.Disturb(queue.InterruptHandle);
                break;
            case IdxdFault.Corrupt:
                checksum = ~checksum;
                break;
            case IdxdFault.None:
                break;
        }

        Complete(queue, id, checksum);
    }

    private void Complete(WorkQueue queue, ulong id, uint checksum)
    {
        Span<byte> record = stackalloc byte[IdxdWork.CompletionSize];
        ulong address = queue.CompletionRing + queue.Completed++ % queue.RingEntries * IdxdWork.CompletionSize;
        BinaryPrimitives.WriteUInt32LittleEndian(record[IdxdWork.CompletionPasid..], Storage.EnforcedPasid(queue.InterruptHandle));
        BinaryPrimitives.WriteUInt64LittleEndian(record[IdxdWork.CompletionId..], id);
        BinaryPrimitives.WriteUInt32LittleEndian(record[IdxdWork.CompletionChecksum..], checksum);
        Bus.Write(address + IdxdWork.CompletionPasid, record[IdxdWork.CompletionPasid..]);

        // The tag last: it is what makes the record valid.
        Thread.MemoryBarrier();
        Bus.Write32(address + IdxdWork.CompletionTag, queue.Completed);
        Storage.Raise(Bus, queue.InterruptHandle, queue.Pasid);
    }

    private uint Checksum(ulong source, int length)
    {
        byte[] bytes = new byte[length];
        Bus.Read(source, bytes);
        return IdxdWork.Checksum(bytes);
    }
}
