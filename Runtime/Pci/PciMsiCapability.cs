using System.Numerics;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>
/// The MSI capability of a function: up to 32 vectors of one message (PCI Local Bus Specification 3.0, section 6.8.1). Asleep or pulled out, the
/// hardware is left alone, and what should be in it is kept for <see cref="RestoreMask"/>. Masking is thread-safe; enabling and writing
/// the message are for the owner of the interrupts.
/// </summary>
internal sealed class PciMsiCapability
{
    private readonly PciConfigSpace _config;
    private readonly int _offset;
    private readonly bool _address64;
    private uint _mask;
    private bool _enabled;

    private PciMsiCapability(PciConfigSpace config, int offset)
    {
        _config = config;
        _offset = offset;
        uint control = config.Read(offset + PciMsiRegisters.Control, sizeof(ushort));
        _address64 = (control & PciMsiRegisters.Address64) != 0;
        CanMask = (control & PciMsiRegisters.PerVectorMasking) != 0;

        // 6 and 7 are reserved.
        int log = (int)(control >> PciMsiRegisters.CapableShift & PciMsiRegisters.LogMask);
        Size = Math.Min(1 << log, PciMsiRegisters.MaxVectors);
        if (CanMask)
        {
            _mask = config.Read(MaskRegister, sizeof(uint));
        }
    }

    /// <summary>How many vectors the function asks for, a power of two (<c>pci_msi_vec_count</c>).</summary>
    public int Size { get; }

    /// <summary>Whether each vector can be masked; if not, masking does nothing.</summary>
    public bool CanMask { get; }

    private int MaskRegister => _offset + PciMsiRegisters.Mask(_address64);

    /// <summary>The capability, or <see langword="null"/> if the function does not have it.</summary>
    public static PciMsiCapability? Find(PciConfigSpace config) =>
        config.FindCapability(PciCapabilityId.Msi) is { } offset ? new PciMsiCapability(config, offset) : null;

    /// <summary>Turns the capability on or off (<c>pci_msi_set_enable</c>).</summary>
    public void SetEnabled(bool enabled)
    {
        _enabled = enabled;
        if (_config.IsReachable)
        {
            _config.Update16(_offset + PciMsiRegisters.Control, PciMsiRegisters.Enable, enabled ? PciMsiRegisters.Enable : 0);
        }
    }

    /// <summary>Turns the capability of a function that sleeps off; its configuration space answers all the same.</summary>
    public void DisableAsleep()
    {
        if (!_config.Access.IsDisconnected)
        {
            _config.Update16(_offset + PciMsiRegisters.Control, PciMsiRegisters.Enable, 0);
        }
    }

    /// <summary>Grants vectors and writes the message of the first; those of the others differ in the low bits of the data.</summary>
    /// <remarks><c>__pci_write_msi_msg</c>. Read back, so that the function has it when this returns.</remarks>
    /// <param name="message">The message.</param>
    /// <param name="vectors">How many vectors, a power of two up to <see cref="Size"/>.</param>
    public void WriteMessage(in MsiMessage message, int vectors)
    {
        if (!_config.IsReachable)
        {
            return;
        }

        // Of an unmasked one, a function may send any mixture of old and new.
        using Lock.Scope scope = _config.EnterLock();
        bool unmasked = _enabled && CanMask && (~_mask & First(vectors)) != 0;
        if (unmasked)
        {
            _config.Write(MaskRegister, sizeof(uint), uint.MaxValue);
        }

        int control = _offset + PciMsiRegisters.Control;
        _config.Update16(control, PciMsiRegisters.Granted, (uint)BitOperations.Log2((uint)vectors) << PciMsiRegisters.GrantedShift);
        _config.Write(_offset + PciMsiRegisters.AddressLow, sizeof(uint), message.AddressLow);
        if (_address64)
        {
            _config.Write(_offset + PciMsiRegisters.AddressHigh, sizeof(uint), message.AddressHigh);
        }

        _config.Write(_offset + PciMsiRegisters.Data(_address64), sizeof(ushort), (ushort)message.Data);
        if (unmasked)
        {
            RestoreMask();
        }

        _config.Read(control, sizeof(ushort));
    }

    /// <summary>Masks a vector (<c>pci_msi_mask</c>).</summary>
    public void Mask(int vector) => UpdateMask(0, 1u << vector);

    /// <summary>Unmasks a vector (<c>pci_msi_unmask</c>).</summary>
    public void Unmask(int vector) => UpdateMask(1u << vector, 0);

    /// <summary>Masks the first vectors (<c>msi_multi_mask</c>).</summary>
    public void MaskFirst(int vectors) => UpdateMask(0, First(vectors));

    /// <summary>Unmasks the first vectors, as a function is left whose pin takes over again.</summary>
    public void UnmaskFirst(int vectors) => UpdateMask(First(vectors), 0);

    /// <summary>Writes what should be masked after the function forgot it.</summary>
    public void RestoreMask() => UpdateMask(0, 0);

    private static uint First(int vectors) => uint.MaxValue >> (PciMsiRegisters.MaxVectors - vectors);

    /// <summary>Several vectors share the register, so the cached content is changed and written as one (<c>pci_msi_update_mask</c>).</summary>
    private void UpdateMask(uint clear, uint set)
    {
        if (!CanMask)
        {
            return;
        }

        using Lock.Scope scope = _config.EnterLock();
        _mask = _mask & ~clear | set;
        if (_config.IsReachable)
        {
            _config.Write(MaskRegister, sizeof(uint), _mask);
        }
    }
}
