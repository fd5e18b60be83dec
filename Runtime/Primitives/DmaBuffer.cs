using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MsiEncap;

/// <summary>
/// Memory that a device can read and write: the driver uses the bytes, the device the <see cref="BusAddress"/>.
/// </summary>
/// <remarks>
/// The 32- and 64-bit accesses are single, little-endian and ordered (a read acquires, a write releases), so they serve for flags
/// and indices that the device shares; <see cref="Bytes"/> is for bulk data between two such accesses. Dispose it when the device
/// no longer uses it: afterwards the device can no longer reach the memory, and every member throws.
/// </remarks>
public abstract class DmaBuffer : IDisposable
{
    private bool _disposed;

    private protected DmaBuffer(ulong busAddress, int length)
    {
        BusAddress = busAddress;
        Length = length;
    }

    /// <summary>Where the device finds the buffer, in bytes on the bus; page-aligned.</summary>
    public ulong BusAddress { get; }

    /// <summary>The size in bytes.</summary>
    public int Length { get; }

    /// <summary>All bytes of the buffer, for bulk data.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed of.</exception>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Memory;
        }
    }

    private protected abstract Span<byte> Memory { get; }

    /// <summary>Reads 32 bits that the device may be writing; what is read afterwards is not older.</summary>
    /// <param name="offset">The offset in bytes, a multiple of 4.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not within the buffer, or not aligned.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed of.</exception>
    public uint Read32(int offset) => LittleEndian(Volatile.Read(ref At<uint>(offset)));

    /// <summary>Reads 64 bits that the device may be writing; what is read afterwards is not older.</summary>
    /// <param name="offset">The offset in bytes, a multiple of 8.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not within the buffer, or not aligned.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed of.</exception>
    public ulong Read64(int offset) => LittleEndian(Volatile.Read(ref At<ulong>(offset)));

    /// <summary>Writes 32 bits for the device; what was written before is seen no later.</summary>
    /// <param name="offset">The offset in bytes, a multiple of 4.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not within the buffer, or not aligned.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed of.</exception>
    public void Write32(int offset, uint value) => Volatile.Write(ref At<uint>(offset), LittleEndian(value));

    /// <summary>Writes 64 bits for the device; what was written before is seen no later.</summary>
    /// <param name="offset">The offset in bytes, a multiple of 8.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not within the buffer, or not aligned.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed of.</exception>
    public void Write64(int offset, ulong value) => Volatile.Write(ref At<ulong>(offset), LittleEndian(value));

    /// <summary>Takes the memory away from the device. May be called more than once.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the memory away from the device.</summary>
    /// <param name="disposing">Always <see langword="true"/>: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing) => _disposed = true;

    private static uint LittleEndian(uint value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static ulong LittleEndian(ulong value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private ref T At<T>(int offset)
        where T : unmanaged
    {
        Span<byte> memory = Bytes;
        int width = Unsafe.SizeOf<T>();
        if (offset < 0 || offset > memory.Length - width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, string.Create(CultureInfo.InvariantCulture, $"an access of {width} bytes lies outside the {Length} bytes of the DMA buffer"));
        }

        if ((offset & (width - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, string.Create(CultureInfo.InvariantCulture, $"an access of {width} bytes to a DMA buffer must be at a multiple of {width}"));
        }

        return ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), offset));
    }
}
