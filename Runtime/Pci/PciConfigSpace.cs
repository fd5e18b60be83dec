using System.Globalization;

namespace MsiEncap.Pci;

/// <summary>
/// The configuration space of a function as its driver's side has it, and the power state that the driver put it in. Thread-safe: changes to
/// a part of a register exclude each other (the kernel's <c>dev->msi_lock</c>).
/// </summary>
internal sealed class PciConfigSpace(PciFunctionAccess access)
{
    private readonly Lock _lock = new();
    private volatile PciPowerState _powerState;

    public PciFunctionAccess Access => access;

    /// <summary>What the driver last put the function in (<c>dev->current_state</c>).</summary>
    public PciPowerState PowerState
    {
        get => _powerState;
        set => _powerState = value;
    }

    /// <summary>Whether interrupt registers may be touched: not asleep, and not pulled out.</summary>
    public bool IsReachable => _powerState == PciPowerState.D0 && !access.IsDisconnected;

    public uint Read(int offset, int width) => access.ReadConfig(offset, width);

    public void Write(int offset, int width, uint value) => access.WriteConfig(offset, width, value);

    /// <summary>Enters the lock, for a change that goes with something else.</summary>
    public Lock.Scope EnterLock() => _lock.EnterScope();

    /// <summary>Clears and sets bits of a 16-bit register, in one write.</summary>
    public void Update16(int offset, uint clear, uint set)
    {
        lock (_lock)
        {
            Write(offset, sizeof(ushort), Read(offset, sizeof(ushort)) & ~clear | set);
        }
    }

    /// <summary>Finds a capability (<c>pci_find_capability</c>).</summary>
    /// <returns>Its offset, or <see langword="null"/> if the function does not have it or is not there.</returns>
    /// <exception cref="InvalidDataException">The list of capabilities runs in a circle or out of its place.</exception>
    public int? FindCapability(byte id)
    {
        // A function that is not there reads as having every capability at the end of its space.
        if (Read(PciHeader.VendorId, sizeof(ushort)) == PciHeader.NoVendor
            || (Read(PciHeader.Status, sizeof(ushort)) & PciStatusBits.CapabilitiesList) == 0)
        {
            return null;
        }

        ulong visited = 0;
        int pointer = PciHeader.CapabilitiesPointer;
        while (true)
        {
            // The low bits are reserved, and software masks them.
            int offset = (int)Read(pointer, sizeof(byte)) & ~(PciHeader.CapabilityAlignment - 1);
            if (offset == 0)
            {
                return null;
            }

            ulong bit = 1UL << (offset / PciHeader.CapabilityAlignment);
            if (offset < PciHeader.FirstCapability || (visited & bit) != 0)
            {
                // Pulled out in the middle, all ones lead to the same place again and again.
                return access.IsDisconnected ? null : throw Malformed(pointer, offset);
            }

            if (Read(offset, sizeof(byte)) == id)
            {
                return offset;
            }

            visited |= bit;
            pointer = offset + PciHeader.NextCapability;
        }
    }

    private InvalidDataException Malformed(int pointer, int offset) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The capabilities of device {access.Address} are malformed: the pointer at 0x{pointer:x2} leads to 0x{offset:x2}, {(offset < PciHeader.FirstCapability ? "into the header" : "where the list has been before")}."));
}
