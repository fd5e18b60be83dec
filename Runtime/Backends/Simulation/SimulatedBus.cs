using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using MsiEncap.Core;

namespace MsiEncap.Simulation;

/// <summary>
/// The bus as devices see it: they read and write memory that drivers allocated for them, and raise interrupts by writing a message, data
/// to an address. Thread-safe, and free of locks and allocations.
/// </summary>
public sealed class SimulatedBus
{
    private const ulong FirstMemoryAddress = 0x1_0000_0000;
    private const ulong PageSize = 4096;

    private readonly Lock _memoryLock = new();
    private ImmutableArray<SimulatedDmaBuffer> _memory = [];
    private readonly MessagesUnderWay _messages = new();
    private IrqCpu[] _cpus = [];
    private SimulatedRemappingTable? _remapping;
    private long _blocked;
    private ulong _nextAddress = FirstMemoryAddress;

    internal SimulatedBus()
    {
    }

    /// <summary>Messages that interrupt remapping blocked because their entry is empty, or that are no remappable messages.</summary>
    public long BlockedMessages => Volatile.Read(ref _blocked);

    /// <summary>A device reads memory.</summary>
    /// <param name="address">The bus address.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <exception cref="SimulatedBusException">No memory answers at the address.</exception>
    public void Read(ulong address, Span<byte> destination) => Decode(address, destination.Length, "read").CopyTo(destination);

    /// <summary>A device writes memory, or raises an interrupt with a 4-byte write to the interrupt window.</summary>
    /// <param name="address">The bus address.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="SimulatedBusException">Neither memory nor a CPU answers at the address.</exception>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        if (LocalApic.IsMessage(address))
        {
            if (source.Length != sizeof(uint))
            {
                throw Unclaimed(address, source.Length, "write of an interrupt message, which is 4 bytes,");
            }

            WriteMessage(address, BinaryPrimitives.ReadUInt32LittleEndian(source));
            return;
        }

        source.CopyTo(Decode(address, source.Length, "write"));
    }

    /// <summary>A device writes 32 bits, little-endian; a message is such a write.</summary>
    /// <param name="address">The bus address.</param>
    /// <param name="value">The bits.</param>
    /// <exception cref="SimulatedBusException">Neither memory nor a CPU answers at the address.</exception>
    public void Write32(ulong address, uint value)
    {
        if (LocalApic.IsMessage(address))
        {
            WriteMessage(address, value);
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        bytes.CopyTo(Decode(address, bytes.Length, "write"));
    }

    internal void Connect(IrqCpu[] cpus, SimulatedRemappingTable? remapping) => (_cpus, _remapping) = (cpus, remapping);

    internal void AwaitMessagesUnderWay() => _messages.Await();

    internal SimulatedDmaBuffer Allocate(int length)
    {
        lock (_memoryLock)
        {
            // A page of nothing between two buffers catches the device that runs over the end of one.
            var buffer = new SimulatedDmaBuffer(this, _nextAddress, length);
            _nextAddress += ((ulong)length + PageSize - 1) / PageSize * PageSize + PageSize;
            _memory = _memory.Add(buffer);
            return buffer;
        }
    }

    internal void Release(SimulatedDmaBuffer buffer)
    {
        lock (_memoryLock)
        {
            _memory = _memory.Remove(buffer);
        }
    }

    private void WriteMessage(ulong address, uint data)
    {
        MessagesUnderWay.Passage passage = _messages.Open();
        int cpu = Route(address, data);
        passage.Close();
        if (cpu >= _cpus.Length)
        {
            throw Unclaimed(address, sizeof(uint), string.Create(CultureInfo.InvariantCulture, $"message to CPU {cpu} of {_cpus.Length}"));
        }
    }

    /// <summary>Posts a message to its CPU, if there is one.</summary>
    private int Route(ulong address, uint data)
    {
        int cpu;
        int vector;
        if (_remapping is null)
        {
            (cpu, vector) = LocalApic.Decode(address, data);
        }
        else if (!SimulatedRemappingTable.IsRemappable(address) || !_remapping.TryRemap(address, data, out cpu, out vector))
        {
            // As hardware does it: the message goes nowhere, and a fault is recorded.
            Interlocked.Increment(ref _blocked);
            return 0;
        }

        if (cpu < _cpus.Length)
        {
            _cpus[cpu].Raise(vector);
        }

        return cpu;
    }

    private Span<byte> Decode(ulong address, int length, string access)
    {
        // Addresses only grow, so the buffers are sorted: the candidate is the last that starts no later.
        ImmutableArray<SimulatedDmaBuffer> memory = _memory;
        int low = 0;
        int high = memory.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (memory[middle].BusAddress <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            throw Unclaimed(address, length, access);
        }

        SimulatedDmaBuffer buffer = memory[low - 1];
        ulong offset = address - buffer.BusAddress;
        return offset <= (ulong)buffer.Length && (ulong)length <= (ulong)buffer.Length - offset
            ? buffer.Content.AsSpan((int)offset, length)
            : throw Unclaimed(address, length, access);
    }

    private static SimulatedBusException Unclaimed(ulong address, int length, string access) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Nothing on the bus answers the {access} of {length} bytes at 0x{address:x}; the device has a wrong address, or the memory was disposed of."));
}
