using System.Numerics;
using MsiEncap.Domains;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>The MSI capability of a model (PCI Local Bus Specification 3.0, section 6.8.1).</summary>
internal sealed class SimulatedMsi : SimulatedMessages
{
    private readonly SimulatedConfigSpace _config;
    private readonly int _offset;
    private readonly SimulatedPciCapabilities _offered;
    private uint _pending;

    public SimulatedMsi(SimulatedConfigSpace config, int offset, SimulatedPciCapabilities offered)
    {
        _config = config;
        _offset = offset;
        _offered = offered;
        config.AddCapability(PciCapabilityId.Msi, offset);
        config.Define(
            offset + PciMsiRegisters.Control,
            sizeof(ushort),
            (uint)BitOperations.Log2((uint)offered.MsiVectors) << PciMsiRegisters.CapableShift
            | (offered.MsiAddress64 ? PciMsiRegisters.Address64 : 0)
            | (offered.MsiPerVectorMasking ? PciMsiRegisters.PerVectorMasking : 0),
            PciMsiRegisters.Enable | PciMsiRegisters.Granted);
        config.Define(offset + PciMsiRegisters.AddressLow, sizeof(uint), 0, PciMsiRegisters.AddressLowBits);
        if (offered.MsiAddress64)
        {
            config.Define(offset + PciMsiRegisters.AddressHigh, sizeof(uint), 0, uint.MaxValue);
        }

        config.Define(offset + PciMsiRegisters.Data(offered.MsiAddress64), sizeof(ushort), 0, ushort.MaxValue);
        if (offered.MsiPerVectorMasking)
        {
            config.Define(MaskRegister, sizeof(uint), 0, uint.MaxValue >> (PciMsiRegisters.MaxVectors - offered.MsiVectors));
        }
    }

    public override bool IsEnabled => (Control & PciMsiRegisters.Enable) != 0;

    private uint Control => _config.Read(_offset + PciMsiRegisters.Control, sizeof(ushort));

    private int MaskRegister => _offset + PciMsiRegisters.Mask(_offered.MsiAddress64);

    private uint Mask => _offered.MsiPerVectorMasking ? _config.Read(MaskRegister, sizeof(uint)) : 0;

    /// <summary>How many vectors the driver granted; more than were asked for are not there.</summary>
    private int Granted => Math.Min(1 << (int)(Control >> PciMsiRegisters.GrantedShift & PciMsiRegisters.LogMask), _offered.MsiVectors);

    private uint Pending
    {
        get => _pending;
        set
        {
            _pending = value;
            if (_offered.MsiPerVectorMasking)
            {
                _config.Set(_offset + PciMsiRegisters.Pending(_offered.MsiAddress64), sizeof(uint), value);
            }
        }
    }

    private ulong Address =>
        _config.Read(_offset + PciMsiRegisters.AddressLow, sizeof(uint))
        | (_offered.MsiAddress64 ? (ulong)_config.Read(_offset + PciMsiRegisters.AddressHigh, sizeof(uint)) << 32 : 0);

    private uint Data => _config.Read(_offset + PciMsiRegisters.Data(_offered.MsiAddress64), sizeof(ushort));

    // Granted fewer than it asked for, a function lets vectors share.
    public override void Raise(int vector) => Pending |= 1u << (vector & (Granted - 1));

    public override bool TryTake(out MsiMessage message)
    {
        uint ready = Pending & ~Mask;
        if (ready == 0)
        {
            message = default;
            return false;
        }

        int vector = BitOperations.TrailingZeroCount(ready);
        Pending &= ~(1u << vector);
        message = new MsiMessage(Address, Data & ~(uint)(Granted - 1) | (uint)vector & (uint)(Granted - 1));
        return true;
    }

    public override void DropPending() => Pending = 0;
}
