using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using MsiEncap.Domains;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>The MSI-X capability of a model, with its table and pending bits (PCI Local Bus Specification 3.0, section 6.8.2).</summary>
internal sealed class SimulatedMsix : SimulatedMessages
{
    private readonly SimulatedConfigSpace _config;
    private readonly int _control;
    private readonly SimulatedPciCapabilities _offered;
    private readonly byte[] _table;
    private readonly ulong[] _pending;

    public SimulatedMsix(SimulatedConfigSpace config, int offset, SimulatedPciCapabilities offered)
    {
        _config = config;
        _control = offset + PciMsixRegisters.Control;
        _offered = offered;
        _table = new byte[PciMsixRegisters.TableLength(offered.MsixVectors)];
        _pending = new ulong[PciMsixRegisters.PendingLength(offered.MsixVectors) / sizeof(ulong)];
        config.AddCapability(PciCapabilityId.Msix, offset);
        config.Define(
            _control, sizeof(ushort), (uint)offered.MsixVectors - 1, PciMsixRegisters.FunctionMask | PciMsixRegisters.Enable);
        config.Define(offset + PciMsixRegisters.Table, sizeof(uint), (uint)offered.MsixTableOffset | (uint)offered.MsixTableBar);
        config.Define(offset + PciMsixRegisters.PendingBits, sizeof(uint), (uint)offered.MsixPendingOffset | (uint)offered.MsixPendingBar);
        ResetTable();
    }

    public override bool IsEnabled => (Control & PciMsixRegisters.Enable) != 0;

    private uint Control => _config.Read(_control, sizeof(ushort));

    /// <summary>Whether an access is to the table or the pending bits rather than to the model's own registers.</summary>
    public bool Contains(int bar, long offset) => InTable(bar, offset) || InPending(bar, offset);

    public ulong Read(int bar, long offset, int width)
    {
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        value.Clear();
        if (InTable(bar, offset))
        {
            _table.AsSpan((int)(offset - _offered.MsixTableOffset), width).CopyTo(value);
        }
        else
        {
            int at = (int)(offset - _offered.MsixPendingOffset);
            BinaryPrimitives.WriteUInt64LittleEndian(value, _pending[at / sizeof(ulong)] >> at % sizeof(ulong) * 8);
            value[width..].Clear();
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(value);
    }

    /// <summary>The driver writes. All of an entry can be written, reserved bits too, so that one sees who preserves them.</summary>
    public void Write(int bar, long offset, int width, ulong value)
    {
        // The pending bits are the function's.
        if (InTable(bar, offset))
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            bytes[..width].CopyTo(_table.AsSpan((int)(offset - _offered.MsixTableOffset)));
        }
    }

    public override void Raise(int vector)
    {
        if (vector >= _offered.MsixVectors)
        {
            throw new ArgumentOutOfRangeException(
                nameof(vector), vector, string.Create(CultureInfo.InvariantCulture, $"The MSI-X table has {_offered.MsixVectors} entries."));
        }

        _pending[vector / PciMsixRegisters.PendingWordBits] |= 1UL << (vector % PciMsixRegisters.PendingWordBits);
    }

    public override bool TryTake(out MsiMessage message)
    {
        message = default;
        if ((Control & PciMsixRegisters.FunctionMask) != 0)
        {
            return false;
        }

        for (int word = 0; word < _pending.Length; word++)
        {
            for (ulong left = _pending[word]; left != 0; left &= left - 1)
            {
                int vector = word * PciMsixRegisters.PendingWordBits + BitOperations.TrailingZeroCount(left);
                ReadOnlySpan<byte> entry = _table.AsSpan(vector * PciMsixRegisters.EntrySize, PciMsixRegisters.EntrySize);
                if ((BinaryPrimitives.ReadUInt32LittleEndian(entry[PciMsixRegisters.EntryControl..]) & PciMsixRegisters.EntryMask) == 0)
                {
                    _pending[word] &= ~(left & (~left + 1));
                    message = new MsiMessage(
                        BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[PciMsixRegisters.EntryData..]));
                    return true;
                }
            }
        }

        return false;
    }

    public override void DropPending() => Array.Clear(_pending);

    public override void Reset()
    {
        base.Reset();
        ResetTable();
    }

    private static bool In(long offset, long start, long length) => offset >= start && offset - start < length;

    private bool InTable(int bar, long offset) =>
        bar == _offered.MsixTableBar && In(offset, _offered.MsixTableOffset, _table.Length);

    private bool InPending(int bar, long offset) =>
        bar == _offered.MsixPendingBar && In(offset, _offered.MsixPendingOffset, (long)_pending.Length * sizeof(ulong));

    private void ResetTable()
    {
        Array.Clear(_table);
        for (int control = PciMsixRegisters.EntryControl; control < _table.Length; control += PciMsixRegisters.EntrySize)
        {
            _table[control] = (byte)PciMsixRegisters.EntryMask;
        }
    }
}
