using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>The interrupt pin of a simulated function, as its registers show it (PCI Local Bus Specification 3.0, section 6.2.3).</summary>
public class IntxTests
{
    private static readonly SimulatedPciCapabilities s_pin = new() { InterruptPin = SimulatedInterruptPin.A, PowerManagement = true };

    [Fact]
    public void The_status_says_that_the_function_wants_an_interrupt()
    {
        using var rig = new PciRig(s_pin);
        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.InterruptStatus);

        rig.Model.Assert();
        rig.Model.Assert();
        Assert.NotEqual(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.InterruptStatus);

        rig.Model.Deassert();
        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.InterruptStatus);
    }

    [Fact]
    public void The_status_says_so_whether_the_pin_is_disabled_or_not_and_cannot_be_written()
    {
        using var rig = new PciRig(s_pin);
        rig.Device.WriteConfig16(PciRig.Command, PciRig.InterruptDisable);

        rig.Model.Assert();
        rig.Device.WriteConfig16(PciRig.Status, 0xffff);

        Assert.NotEqual(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.InterruptStatus);
    }

    [Fact]
    public void A_function_that_resets_itself_wants_nothing_any_more()
    {
        using var rig = new PciRig(s_pin);
        rig.Model.Assert();

        rig.Sleep();
        rig.Wake();

        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.InterruptStatus);
    }

    [Fact]
    public void A_function_without_a_pin_cannot_use_it()
    {
        using var rig = new PciRig(PciRig.Msix());

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(rig.Model.Assert);

        Assert.Contains("pin", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(rig.Model.Deassert);
    }

    [Fact]
    public void A_function_that_is_not_plugged_in_has_no_line() =>
        Assert.Throws<InvalidOperationException>(() => new PciModel([], s_pin).Assert());
}
