using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Simulation;

/// <summary>
/// How the simulated machine encodes a CPU and a vector in a message, as an x86 local APIC decodes it: the address is
/// 0xfee00000 with the CPU in bits 19:12, the data is the vector (Intel SDM volume 3, section 11.11).
/// </summary>
internal sealed class LocalApic(SimulatedBus bus, SimulatedRemappingTable? remapping) : IrqPlatform
{
    public const ulong WindowStart = 0xfee0_0000;
    public const ulong WindowLength = 0x10_0000;

    private const int CpuShift = 12;
    private const uint VectorMask = 0xff;

    public override RemappingTable? Remapping => remapping;

    public override MsiMessage Compose(int cpu, int vector) => new(WindowStart | (ulong)cpu << CpuShift, (uint)vector);

    public override void AwaitMessagesUnderWay() => bus.AwaitMessagesUnderWay();

    public static bool IsMessage(ulong address) => address - WindowStart < WindowLength;

    public static (int Cpu, int Vector) Decode(ulong address, uint data) =>
        ((int)((address - WindowStart) >> CpuShift), (int)(data & VectorMask));
}
