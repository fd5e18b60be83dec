using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Registers: widths, bounds, alignment, slices.</summary>
public class MmioRegionTests
{
    [Fact]
    public void What_is_written_is_read_in_every_width_little_endian()
    {
        using var rig = new TestRig();
        MmioRegion registers = rig.Device.MapBar(2);

        registers.Write64(8, 0x1122_3344_5566_7788);
        registers.Write8(16, 0xab);
        registers.Write16(18, 0xcdef);
        registers.Write32(20, 0x0123_4567);

        Assert.Equal(0x88, registers.Read8(8));
        Assert.Equal(0x5566, registers.Read16(10));
        Assert.Equal(0x1122_3344u, registers.Read32(12));
        Assert.Equal(0x0123_4567_cdef_00abUL, registers.Read64(16));
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(64)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_access_outside_of_the_region_is_refused(long offset)
    {
        using var rig = new TestRig();
        MmioRegion registers = rig.Device.MapBar(2);

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => registers.Read32(offset));

        Assert.Contains("lies outside the 0x40 bytes of BAR2 of 0000:00:01.0", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(61)]
    public void An_access_that_is_not_aligned_is_refused(long offset)
    {
        using var rig = new TestRig();
        MmioRegion registers = rig.Device.MapBar(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => registers.Write32(offset, 0));
    }

    [Fact]
    public void A_slice_reaches_its_own_registers_only()
    {
        using var rig = new TestRig();
        MmioRegion registers = rig.Device.MapBar(2);
        MmioRegion slice = registers.Slice(16, 32).Slice(8, 8);

        slice.Write32(4, 0xfeed);

        Assert.Equal(0xfeedu, registers.Read32(28));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Read32(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => registers.Slice(60, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => registers.Slice(-1, 8));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_base_address_register_that_is_not_there_is_refused(int bar)
    {
        using var rig = new TestRig();

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.MapBar(bar));
    }
}
