using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Simulation;

/// <summary>
/// The interrupt remapping table as hardware reads it. A remappable message has bit 4 of its address set, the handle's bits 14:0 in bits 19:5
/// and bit 15 in bit 2, and bit 3 to say that the data is added to the handle (Intel VT-d specification, section 5.1.2).
/// </summary>
internal sealed class SimulatedRemappingTable(int size) : RemappingTable
{
    private const ulong Remappable = 1 << 4;
    private const ulong SubhandleValid = 1 << 3;
    private const int HandleShift = 5;
    private const ulong HandleLowMask = 0x7fff;
    private const int HandleHighBit = 15;
    private const int HandleHighShift = 2;
    private const uint SubhandleMask = 0xffff;

    private const uint Present = 1u << 31;
    private const int CpuShift = 8;
    private const uint VectorMask = 0xff;

    private readonly uint[] _entries = new uint[size];

    public override int Size => size;

    public static bool IsRemappable(ulong address) => (address & Remappable) != 0;

    public override void Set(int handle, int cpu, int vector) =>
        Volatile.Write(ref _entries[handle], Present | (uint)cpu << CpuShift | (uint)vector);

    public override void Clear(int handle) => Volatile.Write(ref _entries[handle], 0);

    public override MsiMessage Compose(int handle) => new(
        LocalApic.WindowStart
            | Remappable
            | SubhandleValid
            | ((ulong)handle & HandleLowMask) << HandleShift
            | (ulong)(handle >> HandleHighBit) << HandleHighShift,
        0);

    /// <summary>Where a message goes, or <see langword="false"/> if its entry is empty.</summary>
    public bool TryRemap(ulong address, uint data, out int cpu, out int vector)
    {
        ulong handle = (address >> HandleShift & HandleLowMask) | (address >> HandleHighShift & 1) << HandleHighBit;
        if ((address & SubhandleValid) != 0)
        {
            handle += data & SubhandleMask;
        }

        uint entry = handle < (ulong)_entries.Length ? Volatile.Read(ref _entries[handle]) : 0;
        cpu = (int)((entry & ~Present) >> CpuShift);
        vector = (int)(entry & VectorMask);
        return (entry & Present) != 0;
    }
}
