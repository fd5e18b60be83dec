// Queue code: a device, a cookie, a number. It names no domain and no descriptor; how its interrupt gets into its own memory is
// Mlx5Probe.cs's business.
namespace MsiEncap.Samples.Mlx5;

/// <summary>
/// A queue of a sub-function: submits requests by a doorbell, and waits for its interrupt to take events from memory. It is what the
/// cookie refers to: the device knows it by object id, type and sub-function.
/// </summary>
internal sealed class Mlx5Queue : IAsyncDisposable
{
    /// <summary>The type of object that a queue is to the device.</summary>
    public const uint ObjectType = 0x2a;

    private const int RingEntries = 64;

    private readonly Mlx5Device _device;
    private readonly DmaBuffer _ring;
    private readonly byte[] _completed;
    private readonly SemaphoreSlim _room = new(RingEntries / 2);
    private readonly CancellationTokenSource _stop = new();
    private readonly MsiMap _map;
    private readonly IrqRegistration _irq;
    private readonly Task _taking;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint _taken;

    /// <summary>Creates the object in the device, then its interrupt: the message goes where the object's context is.</summary>
    public Mlx5Queue(Mlx5Device device, uint subFunction, int requests)
    {
        _device = device;
        SubFunction = subFunction;
        _completed = new byte[requests];
        _ring = device.Pci.AllocateDma(RingEntries * Mlx5Context.EventSize);
        Context = device.Pci.AllocateDma(Mlx5Context.Size);
        Context.Write32(Mlx5Context.Masked, 1);
        Context.Write64(Mlx5Context.RingAddress, _ring.BusAddress);
        Context.Write32(Mlx5Context.RingEntries, RingEntries);
        ObjectId = device.Commands.Execute(Mlx5Opcode.Create, 0, ObjectType, subFunction, Context.BusAddress);

        _map = device.Pci.AllocateImsIrq(new Mlx5Cookie(this));
        _irq = device.Pci.RequestIrq(_map.Virq, $"mlx5-sf{subFunction}-q{ObjectId}");
        _taking = Task.Run(TakeEventsAsync);
    }

    /// <summary>What the device calls the queue.</summary>
    public uint ObjectId { get; }

    /// <summary>The sub-function that the queue belongs to.</summary>
    public uint SubFunction { get; }

    /// <summary>The queue's memory: where the device reads what the queue is.</summary>
    public DmaBuffer Context { get; }

    /// <summary>How often the interrupt arrived.</summary>
    public long Interrupts => _irq.Count;

    /// <summary>How many events were taken. Stable when <see cref="Done"/> has completed.</summary>
    public long Events => _taken;

    /// <summary>Events that name no request of this queue.</summary>
    public int Strays { get; private set; }

    /// <summary>Completes when there were as many events as requests.</summary>
    public Task Done => _done.Task;

    /// <summary>How many requests completed some number of times.</summary>
    public int CompletedTimes(int times) => _completed.Count(count => count == times);

    /// <summary>Submits as many requests as the queue was made for, as fast as the ring takes their events.</summary>
    public async Task SubmitAllAsync(CancellationToken stop)
    {
        for (uint submitted = 1; submitted <= _completed.Length; submitted++)
        {
            await _room.WaitAsync(stop).ConfigureAwait(false);
            _device.Doorbells.Write32(ObjectId * Mlx5Registers.DoorbellStride, submitted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _taking.ConfigureAwait(false);
        await _irq.DisposeAsync().ConfigureAwait(false);
        _device.Pci.FreeImsIrq(_map);
        _device.Commands.Execute(Mlx5Opcode.Destroy, ObjectId, ObjectType, SubFunction, 0);
        Context.Dispose();
        _ring.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    /// <summary>Waits for the interrupt and takes what there is. An interrupt may find nothing: an earlier one took its event along.</summary>
    private async Task TakeEventsAsync()
    {
        try
        {
            while (true)
            {
                await _irq.WaitAsync(_stop.Token).ConfigureAwait(false);
                TakeEvents();
            }
        }
        catch (OperationCanceledException)
        {
            // The queue goes.
        }
    }

    private void TakeEvents()
    {
        while (true)
        {
            int place = (int)(_taken % RingEntries) * Mlx5Context.EventSize;
            if (_ring.Read32(place + Mlx5Context.EventTag) != _taken + 1)
            {
                return;
            }

            Check(_ring.Read32(place + Mlx5Context.EventRequest), _ring.Read32(place + Mlx5Context.EventObject));
            _taken++;
            _room.Release();
            if (_taken == _completed.Length)
            {
                _done.TrySetResult();
            }
        }
    }

    private void Check(uint request, uint objectId)
    {
        if (objectId != ObjectId || request >= _completed.Length)
        {
            Strays++;
            return;
        }

        _completed[request]++;
    }
}
