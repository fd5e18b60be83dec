using System.Globalization;

namespace MsiEncap;

/// <summary>
/// Device registers: a base address register or a part of one. Accesses are 8 to 64 bits wide, little-endian, naturally aligned, done
/// once and in program order.
/// </summary>
/// <remarks>
/// Every access is checked against the region, so a driver cannot reach registers that it was not given. Thread-safe as far as the
/// device is: accesses of several threads are not torn, their order is the device's business.
/// </remarks>
public abstract class MmioRegion
{
    private readonly string _name;

    private protected MmioRegion(string name, long length)
    {
        _name = name;
        Length = length;
    }

    /// <summary>The size of the region in bytes.</summary>
    public long Length { get; }

    /// <summary>A part of this region, with offsets of its own from 0.</summary>
    /// <param name="offset">Where the part starts, in bytes.</param>
    /// <param name="length">The size of the part in bytes.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within this region.</exception>
    public MmioRegion Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > Length - offset)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, Text($"a slice at 0x{offset:x} reaches beyond the 0x{Length:x} bytes of {_name}"));
        }

        return new MmioSlice(this, offset, length, Text($"{_name}+0x{offset:x}"));
    }

    /// <summary>Reads an 8-bit register.</summary>
    /// <param name="offset">Its offset in bytes.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region.</exception>
    public byte Read8(long offset) => (byte)Read(Checked(offset, 1), 1);

    /// <summary>Reads a 16-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 2.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public ushort Read16(long offset) => (ushort)Read(Checked(offset, 2), 2);

    /// <summary>Reads a 32-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 4.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public uint Read32(long offset) => (uint)Read(Checked(offset, 4), 4);

    /// <summary>Reads a 64-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 8.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public ulong Read64(long offset) => Read(Checked(offset, 8), 8);

    /// <summary>Writes an 8-bit register.</summary>
    /// <param name="offset">Its offset in bytes.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region.</exception>
    public void Write8(long offset, byte value) => Write(Checked(offset, 1), 1, value);

    /// <summary>Writes a 16-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 2.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public void Write16(long offset, ushort value) => Write(Checked(offset, 2), 2, value);

    /// <summary>Writes a 32-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 4.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public void Write32(long offset, uint value) => Write(Checked(offset, 4), 4, value);

    /// <summary>Writes a 64-bit register.</summary>
    /// <param name="offset">Its offset in bytes, a multiple of 8.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The register does not lie within the region, or is not aligned.</exception>
    public void Write64(long offset, ulong value) => Write(Checked(offset, 8), 8, value);

    /// <summary>Names the region and its size.</summary>
    /// <returns>For example "BAR0 of 0000:00:01.0 (65536 bytes)".</returns>
    public override string ToString() => Text($"{_name} ({Length} bytes)");

    /// <summary>Does one read that is known to lie within the region and to be aligned.</summary>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <returns>The value, zero-extended.</returns>
    internal abstract ulong Read(long offset, int width);

    /// <summary>Does one write that is known to lie within the region and to be aligned.</summary>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <param name="value">The value; bits beyond the width are 0.</param>
    internal abstract void Write(long offset, int width, ulong value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private long Checked(long offset, int width)
    {
        if (offset < 0 || offset > Length - width)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, Text($"an access of {width} bytes at 0x{offset:x} lies outside the 0x{Length:x} bytes of {_name}"));
        }

        if ((offset & (width - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, Text($"an access of {width} bytes at 0x{offset:x} of {_name} is not aligned; use a multiple of {width}"));
        }

        return offset;
    }

    private sealed class MmioSlice(MmioRegion whole, long start, long length, string name) : MmioRegion(name, length)
    {
        internal override ulong Read(long offset, int width) => whole.Read(start + offset, width);

        internal override void Write(long offset, int width, ulong value) => whole.Write(start + offset, width, value);
    }
}
