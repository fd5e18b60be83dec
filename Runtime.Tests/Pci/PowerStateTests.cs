using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>A simulated function asleep and awake (PCI Power Management Interface Specification 1.2, section 5.4).</summary>
public class PowerStateTests
{
    [Fact]
    public void Asleep_only_the_configuration_space_answers_and_nothing_is_raised()
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true, NoSoftReset = true });
        rig.EnableMsix();

        rig.Sleep();
        rig.Model.Raise(0);
        rig.Table.Write32(8, 1);
        rig.Device.MapBar(0).Write32(0, 1);

        Assert.Equal(PciRig.Nothing, rig.Sent());
        Assert.Equal(uint.MaxValue, rig.Table.Read32(8));
        Assert.Equal(ushort.MaxValue, rig.Device.MapBar(0).Read16(0));
        Assert.Empty(rig.Model.Accesses);
        Assert.Equal(0x1234, rig.Device.ReadConfig16(0));
        Assert.Equal(0b1011, rig.Device.ReadConfig16(rig.PowerControl));
    }

    [Fact]
    public void A_function_that_resets_itself_forgets_what_it_was_told()
    {
        using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 4, MsiPerVectorMasking = true, PowerManagement = true });
        rig.EnableMsix();
        rig.EnableMsi(2, 0x40);
        rig.Device.WriteConfig32(rig.Capability(5) + 0x10, 0xf);
        rig.Device.WriteConfig8(0x3c, 11);
        rig.Table.Write32(12, 1);
        rig.Model.Raise(0);

        rig.Sleep();
        Assert.Equal(0, rig.Model.Resets);
        rig.Wake();

        Assert.Equal(1, rig.Model.Resets);
        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Command));
        Assert.Equal(0, rig.Device.ReadConfig8(0x3c));
        Assert.Equal(3, rig.Device.ReadConfig16(rig.MsixControl));
        Assert.Equal(0x184, rig.Device.ReadConfig16(rig.MsiControl));
        Assert.Equal(0u, rig.Device.ReadConfig32(rig.Capability(5) + 4));
        Assert.Equal(0u, rig.Device.ReadConfig32(rig.Capability(5) + 8));
        Assert.Equal(0u, rig.Device.ReadConfig32(rig.Capability(5) + 12));
        Assert.Equal(0u, rig.Device.ReadConfig32(rig.Capability(5) + 0x10));
        Assert.Equal(0UL, rig.PendingBits.Read64(0));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal((0UL, 0x1_0000_0000UL), (rig.Table.Read64(i * 16), rig.Table.Read64(i * 16 + 8))));
    }

    [Fact]
    public void A_function_without_soft_reset_goes_on_where_it_was()
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true, NoSoftReset = true });
        rig.EnableMsix();
        rig.Table.Write32(16 + 12, 1);
        rig.Model.Raise(1);

        rig.Sleep();
        rig.Wake();
        rig.Model.Raise(0);

        Assert.Equal(0, rig.Model.Resets);
        Assert.Equal(PciRig.DataOf(0), rig.Sent(0));
        Assert.Equal(2UL, rig.PendingBits.Read64(0));
        rig.Table.Write32(16 + 12, 0);
        Assert.Equal(PciRig.DataOf(1), rig.Sent(1));
    }

    [Fact]
    public void What_is_let_go_in_its_sleep_is_sent_when_the_function_wakes()
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true, NoSoftReset = true });
        rig.EnableMsix();
        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable | PciRig.FunctionMask);
        rig.Model.Raise(0);
        rig.Sleep();

        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable);
        Assert.Equal(PciRig.Nothing, rig.Sent());

        rig.Wake();
        Assert.Equal(PciRig.DataOf(0), rig.Sent());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_state_that_the_function_does_not_have_is_not_entered(ushort state)
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true });

        rig.Device.WriteConfig16(rig.PowerControl, state);
        Assert.Equal(0, rig.Device.ReadConfig16(rig.PowerControl));

        rig.Sleep();
        rig.Device.WriteConfig16(rig.PowerControl, state);
        Assert.Equal(3, rig.Device.ReadConfig16(rig.PowerControl));
        Assert.Equal(uint.MaxValue, rig.Table.Read32(0));
        Assert.Equal(0, rig.Model.Resets);
    }

    [Fact]
    public void Waking_what_is_awake_resets_nothing()
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true });
        rig.EnableMsix();

        rig.Wake();
        rig.Model.Raise(0);

        Assert.Equal(0, rig.Model.Resets);
        Assert.Equal(PciRig.DataOf(0), rig.Sent());
    }
}
