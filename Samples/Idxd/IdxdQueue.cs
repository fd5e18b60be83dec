// Queue code: a device, a cookie, a number. It names no domain, no descriptor and no slot; how a PASID gets to the hardware is
// IdxdProbe.cs's business.
namespace MsiEncap.Samples.Idxd;

/// <summary>A work queue: submits descriptors by a doorbell, and takes completions from memory when its interrupt says so.</summary>
internal sealed class IdxdQueue : IAsyncDisposable
{
    private const int RingEntries = 64;
    private const int SourceSize = 64 * 1024;

    private readonly IdxdDevice _device;
    private readonly MmioRegion _config;
    private readonly MmioRegion _portal;
    private readonly DmaBuffer _descriptors;
    private readonly DmaBuffer _completions;
    private readonly DmaBuffer _source;
    private readonly uint[] _expected;
    private readonly byte[] _completed;

    // Half the ring: a device that completes too much must not overwrite what was not taken yet.
    private readonly SemaphoreSlim _room = new(RingEntries / 2);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MsiMap _map;
    private readonly IrqRegistration _irq;
    private uint _submitted;
    private uint _taken;

    /// <summary>Sets the queue up, interrupt first: the device must not announce what nobody hears.</summary>
    public IdxdQueue(IdxdDevice device, int id, uint? pasid, int work)
    {
        _device = device;
        Id = id;
        Pasid = pasid ?? 0;
        _expected = new uint[work];
        _completed = new byte[work];
        _config = device.QueueConfig.Slice(id * IdxdRegisters.QueueConfigStride, IdxdRegisters.QueueConfigStride);
        _portal = device.Portals.Slice(id * IdxdRegisters.PortalStride, IdxdRegisters.PortalStride);
        _descriptors = device.Pci.AllocateDma(RingEntries * IdxdWork.DescriptorSize);
        _completions = device.Pci.AllocateDma(RingEntries * IdxdWork.CompletionSize);
        _source = device.Pci.AllocateDma(SourceSize);

        _map = device.Pci.AllocateImsIrq(device.Interrupts, pasid is { } process ? new IdxdCookie(process) : IdxdCookie.WithoutPasid);
        _irq = device.Pci.RequestIrq(_map.Virq, static (virq, queue) => queue.Complete(), this, $"dsa-wq{id}");

        _config.Write32(IdxdRegisters.Pasid, Pasid);
        _config.Write32(IdxdRegisters.InterruptHandle, (uint)_map.Index);
        _config.Write64(IdxdRegisters.DescriptorRing, _descriptors.BusAddress);
        _config.Write64(IdxdRegisters.CompletionRing, _completions.BusAddress);
        _config.Write32(IdxdRegisters.RingEntries, RingEntries);
        _config.Write32(IdxdRegisters.Enable, 1);
    }

    public int Id { get; }

    /// <summary>The PASID that its work carries; 0 for a queue of the driver's own.</summary>
    public uint Pasid { get; }

    /// <summary>How often the interrupt was handled.</summary>
    public long Interrupts => _irq.Count;

    /// <summary>How many completions were taken. Stable when <see cref="Done"/> has completed.</summary>
    public long Completions => _taken;

    /// <summary>Completions that name no work of this queue.</summary>
    public int Strays { get; private set; }

    /// <summary>Completions for which the slot enforced another PASID.</summary>
    public int WrongPasids { get; private set; }

    /// <summary>Completions whose checksum is not that of the source.</summary>
    public int WrongChecksums { get; private set; }

    /// <summary>Completions that no interrupt announced. Known once the queue is closed.</summary>
    public long Unannounced { get; private set; }

    /// <summary>Completes when as many completions arrived as work was submitted.</summary>
    public Task Done => _done.Task;

    /// <summary>How many descriptors completed some number of times.</summary>
    public int CompletedTimes(int times) => _completed.Count(count => count == times);

    /// <summary>Submits as much work as the queue was made for, as fast as the ring takes it.</summary>
    public async Task SubmitAllAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        random.NextBytes(_source.Bytes);
        for (int work = 0; work < _expected.Length; work++)
        {
            await _room.WaitAsync(stop).ConfigureAwait(false);
            Submit(work, random.Next(SourceSize / 2), random.Next(1, SourceSize / 64));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _config.Write32(IdxdRegisters.Enable, 0);
        await _irq.DisposeAsync().ConfigureAwait(false);
        TakeUnannounced();
        _device.Pci.FreeImsIrq(_map);
        _descriptors.Dispose();
        _completions.Dispose();
        _source.Dispose();
        _room.Dispose();
    }

    private void Submit(int work, int offset, int length)
    {
        _expected[work] = IdxdWork.Checksum(_source.Bytes.Slice(offset, length));
        int descriptor = (int)(_submitted % RingEntries) * IdxdWork.DescriptorSize;
        _descriptors.Write64(descriptor + IdxdWork.DescriptorId, IdOf(work));
        _descriptors.Write64(descriptor + IdxdWork.DescriptorSource, _source.BusAddress + (ulong)offset);
        _descriptors.Write32(descriptor + IdxdWork.DescriptorLength, (uint)length);
        _portal.Write32(IdxdRegisters.Doorbell, ++_submitted);
    }

    /// <summary>The handler. An interrupt may find nothing: an earlier one took its completion along.</summary>
    private IrqReturn Complete()
    {
        uint before = _taken;
        while (true)
        {
            int record = (int)(_taken % RingEntries) * IdxdWork.CompletionSize;
            if (_completions.Read32(record + IdxdWork.CompletionTag) != _taken + 1)
            {
                return _taken == before ? IrqReturn.None : IrqReturn.Handled;
            }

            Check(
                _completions.Read64(record + IdxdWork.CompletionId),
                _completions.Read32(record + IdxdWork.CompletionPasid),
                _completions.Read32(record + IdxdWork.CompletionChecksum));
            _taken++;
            _room.Release();
            if (_taken == _expected.Length)
            {
                _done.TrySetResult();
            }
        }
    }

    // No handler runs any more, so what stands in the ring now was written by a device that said nothing.
    private void TakeUnannounced()
    {
        uint before = _taken;
        _ = Complete();
        Unannounced = _taken - before;
    }

    private void Check(ulong id, uint pasid, uint checksum)
    {
        ulong work = id ^ IdOf(0);
        if (work >= (ulong)_completed.Length)
        {
            Strays++;
            return;
        }

        _completed[work]++;
        WrongPasids += pasid == Pasid ? 0 : 1;
        WrongChecksums += checksum == _expected[work] ? 0 : 1;
    }

    private ulong IdOf(int work) => (ulong)Id << 32 | (uint)work;
}
