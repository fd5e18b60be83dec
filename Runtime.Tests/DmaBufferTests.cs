using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Memory that driver and device share, and the bus between them.</summary>
public class DmaBufferTests
{
    [Fact]
    public void The_device_reads_what_the_driver_wrote_and_the_reverse()
    {
        using var rig = new TestRig();
        using DmaBuffer buffer = rig.Device.AllocateDma(64);
        byte[] seen = new byte[8];

        buffer.Write32(8, 0x0102_0304);
        rig.Hardware.Bus.Read(buffer.BusAddress + 8, seen);
        rig.Hardware.Bus.Write(buffer.BusAddress + 16, [1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal([4, 3, 2, 1, 0, 0, 0, 0], seen);
        Assert.Equal(0x0807_0605_0403_0201UL, buffer.Read64(16));
        Assert.Equal(0x0807_0605u, buffer.Read32(20));
        Assert.Equal(5, buffer.Bytes[20]);
    }

    [Fact]
    public void Buffers_start_on_pages_and_a_device_that_runs_over_the_end_hits_nothing()
    {
        using var rig = new TestRig();
        using DmaBuffer first = rig.Device.AllocateDma(100);
        using DmaBuffer second = rig.Device.AllocateDma(4096);

        Assert.Equal(0UL, first.BusAddress % 4096);
        Assert.Equal(0UL, second.BusAddress % 4096);
        foreach (ulong address in new[] { first.BusAddress + 97, first.BusAddress + 100, first.BusAddress + 4096, second.BusAddress - 4, first.BusAddress - 1, ulong.MaxValue })
        {
            Assert.Throws<SimulatedBusException>(() => rig.Hardware.Bus.Write32(address, 0));
        }
    }

    [Fact]
    public void A_message_to_a_cpu_that_is_not_there_is_refused() =>
        Assert.Throws<SimulatedBusException>(() =>
        {
            using var rig = new TestRig(TestRigOptions.WithoutRemapping());
            rig.Hardware.Bus.Write32(0xfee0_2000, 0x20);
        });

    [Fact]
    public void A_message_that_is_not_4_bytes_is_refused()
    {
        using var rig = new TestRig();

        SimulatedBusException thrown = Assert.Throws<SimulatedBusException>(() => rig.Hardware.Bus.Write(0xfee0_0000, [0x20, 0]));

        Assert.Contains("which is 4 bytes", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_disposal_neither_side_reaches_the_memory()
    {
        using var rig = new TestRig();
        DmaBuffer buffer = rig.Device.AllocateDma(64);

        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Read32(0));
        Assert.Throws<ObjectDisposedException>(() => buffer.Bytes[0]);
        Assert.Throws<SimulatedBusException>(() => rig.Hardware.Bus.Write32(buffer.BusAddress, 0));
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(61)]
    [InlineData(64)]
    [InlineData(2)]
    public void An_access_outside_or_not_aligned_is_refused(int offset)
    {
        using var rig = new TestRig();
        using DmaBuffer buffer = rig.Device.AllocateDma(64);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Read32(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Write32(offset, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_empty_buffer_is_refused(int length)
    {
        using var rig = new TestRig();

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.AllocateDma(length));
    }
}
