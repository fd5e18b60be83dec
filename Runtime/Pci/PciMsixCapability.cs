using System.Globalization;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>
/// The MSI-X capability of a function: up to 2048 vectors, each with a message of its own, in a table behind one of the function's base
/// address registers (PCI Local Bus Specification 3.0, section 6.8.2). Asleep or pulled out, the hardware is left alone, and what the
/// entries' control should be is kept for <see cref="RestoreControl"/>.
/// </summary>
/// <remarks>
/// An entry is for the owner of its interrupt, under that interrupt's lock; entries know nothing of each other. <see cref="Map"/> comes
/// before all that is done to entries.
/// </remarks>
internal sealed class PciMsixCapability
{
    private readonly PciConfigSpace _config;
    private readonly int _offset;
    private MmioRegion? _table;
    private uint[] _controls = [];

    private PciMsixCapability(PciConfigSpace config, int offset)
    {
        _config = config;
        _offset = offset;
        Size = (int)(config.Read(offset + PciMsixRegisters.Control, sizeof(ushort)) & PciMsixRegisters.TableSize) + 1;
    }

    /// <summary>How many entries the table has (<c>pci_msix_vec_count</c>).</summary>
    public int Size { get; }

    private MmioRegion Table => _table ?? throw new InvalidOperationException($"The MSI-X table of device {_config.Access.Address} is not mapped.");

    /// <summary>The capability, or <see langword="null"/> if the function does not have it.</summary>
    public static PciMsixCapability? Find(PciConfigSpace config) =>
        config.FindCapability(PciCapabilityId.Msix) is { } offset ? new PciMsixCapability(config, offset) : null;

    /// <summary>Opens the table (<c>msix_map_region</c>) and learns what the entries' control holds beside the mask.</summary>
    /// <exception cref="InvalidDataException">The capability says that the table is where the function has nothing.</exception>
    public void Map()
    {
        uint place = _config.Read(_offset + PciMsixRegisters.Table, sizeof(uint));
        long length = PciMsixRegisters.TableLength(Size);
        try
        {
            _table ??= _config.Access.MapBar((int)(place & PciMsixRegisters.Bar)).Slice(place & ~PciMsixRegisters.Bar, length);
        }
        catch (ArgumentOutOfRangeException nothing)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"Device {_config.Access.Address} says that the {length} bytes of its MSI-X table lie at 0x{place & ~PciMsixRegisters.Bar:x} of BAR{place & PciMsixRegisters.Bar}, but they do not."),
                nothing);
        }

        _controls = new uint[Size];
        bool readable = _config.IsReachable;
        for (int index = 0; index < Size; index++)
        {
            _controls[index] = readable ? _table.Read32(ControlOf(index)) : PciMsixRegisters.EntryMask;
        }
    }

    /// <summary>
    /// Turns the capability on with all entries held by the function mask, so that nothing is sent before the table is in order.
    /// Done before <see cref="Map"/>, since a table may answer only then.
    /// </summary>
    public void EnableMasked() => UpdateControl(0, PciMsixRegisters.Enable | PciMsixRegisters.FunctionMask);

    /// <summary>Holds all entries of a function that sleeps by the function mask; its configuration space answers all the same.</summary>
    public void HoldAsleep()
    {
        if (!_config.Access.IsDisconnected)
        {
            _config.Update16(_offset + PciMsixRegisters.Control, 0, PciMsixRegisters.FunctionMask);
        }
    }

    /// <summary>Leaves it to each entry's mask what is sent.</summary>
    public void ClearFunctionMask() => UpdateControl(PciMsixRegisters.FunctionMask, 0);

    /// <summary>Turns the capability off.</summary>
    public void Disable() => UpdateControl(PciMsixRegisters.Enable | PciMsixRegisters.FunctionMask, 0);

    /// <summary>Masks every entry of the table, used or not (<c>msix_mask_all</c>).</summary>
    public void MaskAll()
    {
        for (int index = 0; index < Size; index++)
        {
            SetControl(index, _controls[index] | PciMsixRegisters.EntryMask);
        }

        Flush(0);
    }

    /// <summary>Masks an entry; when this returns, the function sends nothing more of it (<c>pci_msix_mask</c>).</summary>
    public void Mask(int index)
    {
        SetControl(index, _controls[index] | PciMsixRegisters.EntryMask);
        Flush(index);
    }

    /// <summary>Unmasks an entry, at some time soon: nothing depends on when (<c>pci_msix_unmask</c>).</summary>
    public void Unmask(int index) => SetControl(index, _controls[index] & ~PciMsixRegisters.EntryMask);

    /// <summary>
    /// Writes the message of an entry (<c>__pci_write_msi_msg</c>), masked meanwhile: of an unmasked one, a function may send any mixture of
    /// old and new. When this returns, the function has it.
    /// </summary>
    public void WriteMessage(int index, in MsiMessage message)
    {
        if (!_config.IsReachable)
        {
            return;
        }

        MmioRegion table = Table;
        long entry = EntryOf(index);
        uint control = _controls[index];
        bool unmasked = (control & PciMsixRegisters.EntryMask) == 0;
        if (unmasked)
        {
            table.Write32(ControlOf(index), control | PciMsixRegisters.EntryMask);
        }

        table.Write32(entry + PciMsixRegisters.EntryAddressLow, message.AddressLow);
        table.Write32(entry + PciMsixRegisters.EntryAddressHigh, message.AddressHigh);
        table.Write32(entry + PciMsixRegisters.EntryData, message.Data);
        if (unmasked)
        {
            table.Write32(ControlOf(index), control);
        }

        Flush(index);
    }

    /// <summary>Writes what an entry's control should be after the function forgot it.</summary>
    public void RestoreControl(int index) => SetControl(index, _controls[index]);

    private static long EntryOf(int index) => (long)index * PciMsixRegisters.EntrySize;

    private static long ControlOf(int index) => EntryOf(index) + PciMsixRegisters.EntryControl;

    /// <summary>Changes the capability's control word (<c>pci_msix_clear_and_set_ctrl</c>).</summary>
    private void UpdateControl(uint clear, uint set)
    {
        if (_config.IsReachable)
        {
            _config.Update16(_offset + PciMsixRegisters.Control, clear, set);
        }
    }

    private void SetControl(int index, uint control)
    {
        _controls[index] = control;
        if (_config.IsReachable)
        {
            Table.Write32(ControlOf(index), control);
        }
    }

    /// <summary>Writes may linger on their way; a read of the same function does not pass them.</summary>
    private void Flush(int index)
    {
        if (_config.IsReachable)
        {
            Table.Read32(ControlOf(index));
        }
    }
}
