using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>
/// A configuration space as bytes, each with the bits that the driver can write and those that it clears by writing 1. Guarded by the lock
/// of its <see cref="SimulatedFrontEnd"/>.
/// </summary>
internal sealed class SimulatedConfigSpace
{
    private readonly byte[] _content = new byte[PciHeader.Size];
    private readonly byte[] _initial = new byte[PciHeader.Size];
    private readonly byte[] _writable = new byte[PciHeader.Size];
    private readonly byte[] _clearable = new byte[PciHeader.Size];
    private int _lastPointer = PciHeader.CapabilitiesPointer;

    public SimulatedConfigSpace(SimulatedPciCapabilities offered)
    {
        Define(PciHeader.VendorId, sizeof(ushort), offered.VendorId);
        Define(PciHeader.DeviceId, sizeof(ushort), offered.DeviceId);
        Define(
            PciHeader.Command,
            sizeof(ushort),
            0,
            PciCommandBits.MemorySpace | PciCommandBits.BusMaster | PciCommandBits.ParityErrorResponse | PciCommandBits.SystemErrorEnable | PciCommandBits.InterruptDisable);
        Define(PciHeader.Status, sizeof(ushort), 0, clearable: PciStatusBits.Errors);

        // Of no class that the specification defines.
        Define(PciHeader.ClassCode + 2, sizeof(byte), byte.MaxValue);
        Define(PciHeader.CacheLineSize, sizeof(byte), 0, byte.MaxValue);
        Define(PciHeader.LatencyTimer, sizeof(byte), 0, byte.MaxValue);
        Define(PciHeader.InterruptLine, sizeof(byte), 0, byte.MaxValue);
        Define(PciHeader.InterruptPin, sizeof(byte), (uint)offered.InterruptPin);
    }

    /// <summary>Says what a register holds after a reset, and what the driver can do to it.</summary>
    public void Define(int offset, int width, uint value, uint writable = 0, uint clearable = 0)
    {
        Store(_content, offset, width, value);
        Store(_initial, offset, width, value);
        Store(_writable, offset, width, writable);
        Store(_clearable, offset, width, clearable);
    }

    /// <summary>Appends a capability to the list.</summary>
    public void AddCapability(byte id, int offset)
    {
        Define(offset, sizeof(byte), id);
        Define(_lastPointer, sizeof(byte), (uint)offset);
        Define(PciHeader.Status, sizeof(ushort), PciStatusBits.CapabilitiesList, clearable: PciStatusBits.Errors);
        _lastPointer = offset + PciHeader.NextCapability;
    }

    public uint Read(int offset, int width)
    {
        uint value = 0;
        for (int i = width - 1; i >= 0; i--)
        {
            value = value << 8 | _content[offset + i];
        }

        return value;
    }

    /// <summary>The driver writes.</summary>
    public void Write(int offset, int width, uint value)
    {
        for (int i = offset; i < offset + width; i++)
        {
            byte written = (byte)value;
            _content[i] = (byte)((_content[i] & ~_writable[i] | written & _writable[i]) & ~(written & _clearable[i]));
            value >>= 8;
        }
    }

    /// <summary>The hardware itself changes a register.</summary>
    public void Set(int offset, int width, uint value) => Store(_content, offset, width, value);

    /// <summary>The hardware itself changes bits of the status register.</summary>
    public void SetStatus(uint bits, bool value)
    {
        uint status = Read(PciHeader.Status, sizeof(ushort));
        Set(PciHeader.Status, sizeof(ushort), value ? status | bits : status & ~bits);
    }

    /// <summary>Forgets all that was written.</summary>
    public void Reset() => _initial.CopyTo(_content, 0);

    private static void Store(byte[] bytes, int offset, int width, uint value)
    {
        for (int i = offset; i < offset + width; i++)
        {
            bytes[i] = (byte)value;
            value >>= 8;
        }
    }
}
