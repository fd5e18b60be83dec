using System.Buffers.Binary;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Mlx5.Hardware;

/// <summary>
/// An object in the device: what the firmware read of its context, and how far its requests are. An event that must not be announced is
/// announced when the mask goes.
/// </summary>
internal sealed class Mlx5Object(uint id, uint type, uint subFunction)
{
    private readonly Lock _lock = new();
    private ulong _messageAddress;
    private uint _messageData;
    private bool _masked = true;
    private bool _pending;
    private ulong _ring;
    private uint _ringEntries = 1;
    private uint _submitted;
    private uint _done;
    private uint _events;

    public uint Type => type;

    public uint SubFunction => subFunction;

    public bool HasWork => Volatile.Read(ref _submitted) != _done;

    public long Messages { get; private set; }

    /// <summary>Rings the doorbell.</summary>
    public void Submit(uint submitted) => Volatile.Write(ref _submitted, submitted);

    /// <summary>Reads the whole context.</summary>
    public void Create(ReadOnlySpan<byte> context)
    {
        lock (_lock)
        {
            _ring = BinaryPrimitives.ReadUInt64LittleEndian(context[Mlx5Context.RingAddress..]);
            _ringEntries = BinaryPrimitives.ReadUInt32LittleEndian(context[Mlx5Context.RingEntries..]);
        }
    }

    /// <summary>Reads the message and the mask.</summary>
    public void ModifyInterrupt(SimulatedBus bus, ReadOnlySpan<byte> context)
    {
        lock (_lock)
        {
            _messageAddress = BinaryPrimitives.ReadUInt64LittleEndian(context[Mlx5Context.MessageAddress..]);
            _messageData = BinaryPrimitives.ReadUInt32LittleEndian(context[Mlx5Context.MessageData..]);
            _masked = context[Mlx5Context.Masked] != 0;
            if (_pending)
            {
                _pending = false;
                Announce(bus);
            }
        }
    }

    /// <summary>Works on the next request.</summary>
    /// <returns>Which.</returns>
    public uint Take() => _done++;

    /// <summary>Writes the event of a request and announces it.</summary>
    public void Complete(SimulatedBus bus, uint request, uint objectId)
    {
        lock (_lock)
        {
            ulong place = _ring + _events++ % _ringEntries * Mlx5Context.EventSize;
            bus.Write32(place + Mlx5Context.EventRequest, request);
            bus.Write32(place + Mlx5Context.EventObject, objectId);

            // The tag last: it is what makes the event valid.
            Thread.MemoryBarrier();
            bus.Write32(place + Mlx5Context.EventTag, _events);
            Announce(bus);
        }
    }

    /// <summary>The object and its message as a line of a table.</summary>
    public string Format()
    {
        lock (_lock)
        {
            return $"{id,6}  0x{type:x2}  {subFunction,3}  0x{_messageAddress:x16}  0x{_messageData:x8}  {(_masked ? "yes" : "no")}\n";
        }
    }

    private void Announce(SimulatedBus bus)
    {
        if (_masked)
        {
            _pending = true;
            return;
        }

        Messages++;
        bus.Write32(_messageAddress, _messageData);
    }
}
