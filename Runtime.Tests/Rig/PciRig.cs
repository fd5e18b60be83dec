using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>
/// A machine with one <see cref="PciModel"/>, programmed by hand, and memory that its messages are pointed at: what a vector sends can be
/// read there. The constants are those of the PCI specifications, not the library's.
/// </summary>
internal sealed class PciRig : IDisposable
{
    public const int Command = 4;
    public const int Status = 6;
    public const int Memory = 1 << 1;
    public const int BusMaster = 1 << 2;
    public const int InterruptDisable = 1 << 10;
    public const int InterruptStatus = 1 << 3;
    public const int ReceivedMasterAbort = 1 << 13;
    public const ushort MsixEnable = 1 << 15;
    public const ushort FunctionMask = 1 << 14;

    public const int TableBar = 1;
    public const int TableOffset = 0x100;
    public const int PendingOffset = 0x900;
    public const int TableBarSize = 0x1000;

    /// <summary>What <see cref="Target"/> holds where nothing was sent.</summary>
    public const uint Nothing = 0;

    public PciRig(SimulatedPciCapabilities capabilities)
    {
        Machine = new SimulatedMachine(1);
        Model = new PciModel([0x100, TableBarSize, 0x100], capabilities);
        Device = Machine.Plug(Model);
        Target = Device.AllocateDma(0x4000);
        Device.WriteConfig16(Command, BusMaster | Memory);
    }

    public static SimulatedPciCapabilities Msix(int vectors = 4) => new()
    {
        MsixVectors = vectors,
        MsixTableBar = TableBar,
        MsixTableOffset = TableOffset,
        MsixPendingBar = TableBar,
        MsixPendingOffset = PendingOffset,
    };

    public static SimulatedPciCapabilities Msi(int vectors, bool masking = true) => new()
    {
        MsiVectors = vectors,
        MsiPerVectorMasking = masking,
    };

    public SimulatedMachine Machine { get; }

    public PciModel Model { get; }

    public PciDevice Device { get; }

    public DmaBuffer Target { get; }

    public MmioRegion Table => Device.MapBar(TableBar).Slice(TableOffset, 16 * Model.Capabilities.MsixVectors);

    public MmioRegion PendingBits => Device.MapBar(TableBar).Slice(PendingOffset, (Model.Capabilities.MsixVectors + 63) / 64 * 8);

    /// <summary>Walks the list of capabilities as a driver does.</summary>
    public int Capability(byte id)
    {
        for (int offset = Device.ReadConfig8(0x34); offset != 0; offset = Device.ReadConfig8(offset + 1))
        {
            if (Device.ReadConfig8(offset) == id)
            {
                return offset;
            }
        }

        throw new InvalidOperationException($"There is no capability 0x{id:x2}.");
    }

    public int MsixControl => Capability(0x11) + 2;

    public int MsiControl => Capability(5) + 2;

    public int PowerControl => Capability(1) + 4;

    /// <summary>Points an entry at its word of <see cref="Target"/> and unmasks it; its data is never <see cref="Nothing"/>.</summary>
    public void WriteEntry(int index)
    {
        Table.Write64(index * 16, Target.BusAddress + (ulong)index * 4);
        Table.Write32(index * 16 + 8, DataOf(index));
        Table.Write32(index * 16 + 12, 0);
    }

    /// <summary>Writes all entries and enables MSI-X.</summary>
    public void EnableMsix()
    {
        for (int i = 0; i < Model.Capabilities.MsixVectors; i++)
        {
            WriteEntry(i);
        }

        Device.WriteConfig16(MsixControl, MsixEnable);
    }

    /// <summary>Writes the message, 64-bit addressed, to the first word of <see cref="Target"/> and enables MSI for 1 &lt;&lt; log vectors.</summary>
    public void EnableMsi(int log, ushort data)
    {
        int control = MsiControl;
        Device.WriteConfig32(control + 2, (uint)Target.BusAddress);
        Device.WriteConfig32(control + 6, (uint)(Target.BusAddress >> 32));
        Device.WriteConfig16(control + 10, data);
        Device.WriteConfig16(control, (ushort)(log << 4 | 1));
    }

    public static uint DataOf(int index) => 0xda7a_0000 + (uint)index;

    /// <summary>What a vector sent since the last time, which is forgotten.</summary>
    public uint Sent(int index = 0)
    {
        uint data = Target.Read32(index * 4);
        Target.Write32(index * 4, Nothing);
        return data;
    }

    public void Sleep() => Device.WriteConfig16(PowerControl, 3);

    public void Wake() => Device.WriteConfig16(PowerControl, 0);

    public void Dispose() => Machine.Dispose();
}
