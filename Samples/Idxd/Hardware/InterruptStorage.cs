using System.Globalization;
using System.Text;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Idxd.Hardware;

/// <summary>
/// The interrupt storage in the device: slots that the driver programs and that the device reads whenever it has something to
/// announce. A masked slot keeps the announcement until it is unmasked.
/// </summary>
internal sealed class InterruptStorage(int slots)
{
    public const int SlotSize = 16;

    private const int WordsPerSlot = SlotSize / sizeof(uint);
    private const int AddressLow = 0;
    private const int AddressHigh = 1;
    private const int Data = 2;
    private const int Control = 3;

    private const uint Masked = 1 << 0;
    private const uint Pending = 1 << 2;
    private const uint PasidEnabled = 1 << 3;
    private const int PasidShift = 12;

    private readonly uint[] _words = new uint[slots * WordsPerSlot];
    private readonly Lock _lock = new();

    /// <summary>How many messages went out.</summary>
    public long Messages { get; private set; }

    /// <summary>How many announcements were refused because the slot is for another PASID.</summary>
    public long Blocked { get; private set; }

    public uint Read(long offset)
    {
        lock (_lock)
        {
            return _words[offset / sizeof(uint)];
        }
    }

    public void Write(SimulatedBus bus, long offset, uint value)
    {
        lock (_lock)
        {
            ref uint word = ref _words[offset / sizeof(uint)];
            if (offset / sizeof(uint) % WordsPerSlot != Control)
            {
                word = value;
                return;
            }

            // The pending bit is the device's.
            bool pending = (word & Pending) != 0;
            word = value & ~Pending;
            if (pending)
            {
                Announce(bus, (int)(offset / SlotSize));
            }
        }
    }

    /// <summary>Raises the interrupt of a slot for work under a PASID: writes the slot's data to the slot's address.</summary>
    /// <returns>The PASID that the slot enforced, or <see langword="null"/> if it refused.</returns>
    public uint? Raise(SimulatedBus bus, int slot, uint pasid)
    {
        lock (_lock)
        {
            uint enforced = EnforcedPasid(slot);
            if (enforced != pasid)
            {
                Blocked++;
                return null;
            }

            Announce(bus, slot);
            return enforced;
        }
    }

    /// <summary>The PASID that a slot is for; 0 if it is for any.</summary>
    public uint EnforcedPasid(int slot)
    {
        uint control = _words[slot * WordsPerSlot + Control];
        return (control & PasidEnabled) == 0 ? 0 : control >> PasidShift;
    }

    /// <summary>Changes the PASID of a slot as a failing device would.</summary>
    public void Disturb(int slot)
    {
        lock (_lock)
        {
            _words[slot * WordsPerSlot + Control] ^= 1u << PasidShift;
        }
    }

    /// <summary>The slots that hold a message, as a table.</summary>
    public string Format()
    {
        var text = new StringBuilder("slot  address             data        PASID    masked\n");
        lock (_lock)
        {
            for (int slot = 0; slot < slots; slot++)
            {
                ReadOnlySpan<uint> words = _words.AsSpan(slot * WordsPerSlot, WordsPerSlot);
                ulong address = (ulong)words[AddressHigh] << 32 | words[AddressLow];
                if (address != 0)
                {
                    string pasid = (words[Control] & PasidEnabled) == 0 ? "any" : string.Create(CultureInfo.InvariantCulture, $"0x{words[Control] >> PasidShift:x5}");
                    string masked = (words[Control] & Masked) == 0 ? "no" : "yes";
                    text.Append(CultureInfo.InvariantCulture, $"{slot,4}  0x{address:x16}  0x{words[Data]:x8}  {pasid,-7}  {masked}\n");
                }
            }
        }

        return text.ToString();
    }

    private void Announce(SimulatedBus bus, int slot)
    {
        Span<uint> words = _words.AsSpan(slot * WordsPerSlot, WordsPerSlot);
        if ((words[Control] & Masked) != 0)
        {
            words[Control] |= Pending;
            return;
        }

        Messages++;
        bus.Write32((ulong)words[AddressHigh] << 32 | words[AddressLow], words[Data]);
    }
}
