using MsiEncap.Simulation;

namespace MsiEncap.Benchmarks.Device;

/// <summary>
/// A device with nothing but an interrupt storage (16-byte slots: address, data, control with mask in bit 0), as light as a model can be.
/// One thread raises; slots are not reprogrammed meanwhile.
/// </summary>
internal sealed class SlotFunction(int slots) : SimulatedPciFunction([(long)slots * SlotSize])
{
    public const int SlotSize = 16;

    private readonly Slot[] _slots = new Slot[slots];

    /// <summary>Raises the interrupt of a slot as hardware does; a masked slot keeps it pending.</summary>
    public void Raise(int slot)
    {
        ref Slot source = ref _slots[slot];
        if (source.Masked)
        {
            source.Pending = true;
            return;
        }

        Bus.Write32(source.Address, source.Data);
    }

    protected internal override ulong ReadRegister(int bar, long offset, int width)
    {
        ref Slot slot = ref _slots[offset / SlotSize];
        return (offset % SlotSize) switch
        {
            0 => slot.Address,
            8 => slot.Data,
            _ => slot.Masked ? 1u : 0u,
        };
    }

    protected internal override void WriteRegister(int bar, long offset, int width, ulong value)
    {
        int number = (int)(offset / SlotSize);
        ref Slot slot = ref _slots[number];
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
                if (slot.Pending && !slot.Masked)
                {
                    slot.Pending = false;
                    Raise(number);
                }

                break;
        }
    }

    private struct Slot
    {
        public ulong Address;
        public uint Data;
        public bool Masked;
        public bool Pending;
    }
}
