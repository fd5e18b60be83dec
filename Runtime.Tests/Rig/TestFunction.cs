using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>
/// A device with nothing but an interrupt storage in BAR0 (16-byte slots: address, data, control with mask in bit 0) and some
/// scratch registers in BAR2. It raises what the test tells it to.
/// </summary>
internal sealed class TestFunction(int slots, SimulatedPciCapabilities? capabilities = null)
    : SimulatedPciFunction([(long)slots * SlotSize, 0, ScratchSize], capabilities ?? SimulatedPciCapabilities.None)
{
    public const int SlotSize = 16;
    public const int ScratchSize = 64;

    private readonly Slot[] _slots = new Slot[slots];
    private readonly byte[] _scratch = new byte[ScratchSize];
    private readonly Lock _lock = new();

    public new SimulatedBus Bus => base.Bus;

    /// <summary>Raises the interrupt of a slot as hardware does; a masked slot keeps it pending.</summary>
    public void Raise(int slot)
    {
        lock (_lock)
        {
            Announce(ref _slots[slot]);
        }
    }

    /// <summary>What a slot holds, as text: "0x00000020 to 0x00000000fee00000, masked".</summary>
    public string Describe(int slot)
    {
        lock (_lock)
        {
            Slot content = _slots[slot];
            return $"0x{content.Data:x8} to 0x{content.Address:x16}, {(content.Masked ? "masked" : "unmasked")}";
        }
    }

    /// <summary>Whether a domain has ever written to a slot.</summary>
    public bool IsPrepared(int slot)
    {
        lock (_lock)
        {
            return _slots[slot].Prepared;
        }
    }

    /// <summary>What a slot holds: whether it is masked, has a message, and keeps an edge.</summary>
    public (bool Masked, bool HasMessage, bool Pending) State(int slot)
    {
        lock (_lock)
        {
            Slot content = _slots[slot];
            return (content.Masked, content.Address != 0, content.Pending);
        }
    }

    /// <summary>The message that a slot holds, for a test that plays a device whose writes arrive late.</summary>
    public (ulong Address, uint Data) Message(int slot)
    {
        lock (_lock)
        {
            return (_slots[slot].Address, _slots[slot].Data);
        }
    }

    /// <summary>Every slot is masked and has no message.</summary>
    protected override void OnReset()
    {
        lock (_lock)
        {
            Array.Fill(_slots, new Slot { Prepared = true, Masked = true });
        }
    }

    protected override ulong ReadRegister(int bar, long offset, int width)
    {
        if (bar == 2)
        {
            Span<byte> value = stackalloc byte[sizeof(ulong)];
            _scratch.AsSpan((int)offset, width).CopyTo(value);
            return BitConverter.ToUInt64(value);
        }

        lock (_lock)
        {
            Slot slot = _slots[offset / SlotSize];
            return (offset % SlotSize) switch
            {
                0 => slot.Address,
                8 => slot.Data,
                _ => slot.Masked ? 1u : 0u,
            };
        }
    }

    protected override void WriteRegister(int bar, long offset, int width, ulong value)
    {
        if (bar == 2)
        {
            BitConverter.GetBytes(value).AsSpan(0, width).CopyTo(_scratch.AsSpan((int)offset));
            return;
        }

        lock (_lock)
        {
            ref Slot slot = ref _slots[offset / SlotSize];
            slot.Prepared = true;
            switch (offset % SlotSize)
            {
                case 0:
                    slot.Address = value;
                    break;
                case 8:
                    slot.Data = (uint)value;
                    break;
                default:
                    slot.Masked = (value & 1) != 0;
                    if (slot.Pending)
                    {
                        slot.Pending = false;
                        Announce(ref slot);
                    }

                    break;
            }
        }
    }

    private void Announce(ref Slot slot)
    {
        if (slot.Masked)
        {
            slot.Pending = true;
            return;
        }

        Bus.Write32(slot.Address, slot.Data);
    }

    private struct Slot
    {
        public ulong Address;
        public uint Data;
        public bool Prepared;
        public bool Masked;
        public bool Pending;
    }
}
