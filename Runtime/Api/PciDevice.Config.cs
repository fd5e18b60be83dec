using System.Globalization;
using MsiEncap.Pci;

namespace MsiEncap;

/// <content>The configuration space, for what the other calls do not do.</content>
public sealed partial class PciDevice
{
    /// <summary>The size of the configuration space in bytes (PCI Local Bus Specification 3.0, section 6.1).</summary>
    public static int ConfigSize => PciHeader.Size;

    internal PciConfigSpace ConfigSpace { get; }

    /// <summary>Reads 8 bits of the configuration space (<c>pci_read_config_byte</c>).</summary>
    /// <param name="offset">Their offset in bytes, less than <see cref="ConfigSize"/>.</param>
    /// <returns>Their value; all ones if the device was pulled out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space.</exception>
    public byte ReadConfig8(int offset) => (byte)ConfigSpace.Read(CheckedConfig(offset, sizeof(byte)), sizeof(byte));

    /// <summary>Reads 16 bits of the configuration space, little-endian (<c>pci_read_config_word</c>).</summary>
    /// <param name="offset">Their offset in bytes, a multiple of 2, less than <see cref="ConfigSize"/>.</param>
    /// <returns>Their value; all ones if the device was pulled out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space, or is not aligned.</exception>
    public ushort ReadConfig16(int offset) => (ushort)ConfigSpace.Read(CheckedConfig(offset, sizeof(ushort)), sizeof(ushort));

    /// <summary>Reads 32 bits of the configuration space, little-endian (<c>pci_read_config_dword</c>).</summary>
    /// <param name="offset">Their offset in bytes, a multiple of 4, less than <see cref="ConfigSize"/>.</param>
    /// <returns>Their value; all ones if the device was pulled out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space, or is not aligned.</exception>
    public uint ReadConfig32(int offset) => ConfigSpace.Read(CheckedConfig(offset, sizeof(uint)), sizeof(uint));

    /// <summary>
    /// Writes 8 bits of the configuration space (<c>pci_write_config_byte</c>). Leave the MSI and MSI-X capabilities to the calls that allocate
    /// interrupts: they do not notice what is written behind their back.
    /// </summary>
    /// <param name="offset">Their offset in bytes, less than <see cref="ConfigSize"/>.</param>
    /// <param name="value">Their new value; bits that the device does not let write stay as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space.</exception>
    public void WriteConfig8(int offset, byte value) => ConfigSpace.Write(CheckedConfig(offset, sizeof(byte)), sizeof(byte), value);

    /// <summary>Writes 16 bits of the configuration space, little-endian (<c>pci_write_config_word</c>); see <see cref="WriteConfig8"/>.</summary>
    /// <param name="offset">Their offset in bytes, a multiple of 2, less than <see cref="ConfigSize"/>.</param>
    /// <param name="value">Their new value; bits that the device does not let write stay as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space, or is not aligned.</exception>
    public void WriteConfig16(int offset, ushort value) => ConfigSpace.Write(CheckedConfig(offset, sizeof(ushort)), sizeof(ushort), value);

    /// <summary>Writes 32 bits of the configuration space, little-endian (<c>pci_write_config_dword</c>); see <see cref="WriteConfig8"/>.</summary>
    /// <param name="offset">Their offset in bytes, a multiple of 4, less than <see cref="ConfigSize"/>.</param>
    /// <param name="value">Their new value; bits that the device does not let write stay as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the space, or is not aligned.</exception>
    public void WriteConfig32(int offset, uint value) => ConfigSpace.Write(CheckedConfig(offset, sizeof(uint)), sizeof(uint), value);

    private int CheckedConfig(int offset, int width)
    {
        if (offset < 0 || offset > PciHeader.Size - width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, string.Create(CultureInfo.InvariantCulture, $"an access of {width} bytes lies outside the {PciHeader.Size} bytes of the configuration space of {Address}"));
        }

        return (offset & (width - 1)) == 0
            ? offset
            : throw new ArgumentOutOfRangeException(
                nameof(offset), offset, string.Create(CultureInfo.InvariantCulture, $"an access of {width} bytes to the configuration space of {Address} must be at a multiple of {width}"));
    }
}
