using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The MSI capability as it is turned on and off, register by register.</summary>
public class PciMsiRegisterTests
{
    [Fact]
    [Follows("§4 MSI setup", "msi_capability_init")]
    public void It_is_turned_on_last_with_all_vectors_masked()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.UseMsi(3));

        Assert.Equal(
            ["msi.control", "msi.mask", "msi.control", "msi.address", "msi.upper", "msi.data", "command", "command", "msi.control"],
            writes.Select(write => write.Split(' ')[0]));
        Assert.EndsWith("0xf", writes[1], StringComparison.Ordinal);
        Assert.All(writes.SkipLast(1).Where(IsControl), write => Assert.Equal(0, ValueOf(write) & VectorRig.MsiEnable));
        Assert.Equal(1, ValueOf(writes[^1]) & VectorRig.MsiEnable);
    }

    [Fact]
    [Follows("§4 MSI setup", "msi_capability_init")]
    public void What_the_firmware_left_on_is_turned_off_before_anything_is_written()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.Device.WriteConfig16(PlaceOfControl(rig.Device), 1);

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.UseMsi(1));

        Assert.True(IsControl(writes[0]));
        Assert.Equal(0, ValueOf(writes[0]) & VectorRig.MsiEnable);
    }

    [Fact]
    [Follows("§4 MSI setup", "msi_capability_init")]
    public void What_the_device_raises_while_it_is_turned_on_waits_for_its_handler()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.Model.After = access =>
        {
            if (IsControl(access))
            {
                rig.Model.Raise(1);
            }
        };
        rig.UseMsi(2);
        rig.Model.After = null;
        rig.Settle();
        Assert.Equal((0L, false), (rig.Strays, rig.Status(1).IsPending));

        rig.Request(1).Await(1);
    }

    [Fact]
    [Follows("§4 MSI setup", "__pci_write_msi_msg")]
    public void An_address_of_32_bits_is_all_that_is_written_where_there_are_no_more()
    {
        using var rig = new VectorRig(VectorRig.Msi(4) with { MsiAddress64 = false });

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.UseMsi(4));

        Assert.Equal(
            ["msi.control", "msi.mask", "msi.control", "msi.address", "msi.data", "command", "command", "msi.control"],
            writes.Select(write => write.Split(' ')[0]));
        rig.AssertDelivered(3, rig.Request(3));
    }

    [Fact]
    [Follows("§4 MSI setup", "__pci_write_msi_msg")]
    public void A_message_is_read_back()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));

        IReadOnlyList<string> accesses = rig.Model.Accesses(() => rig.UseMsi(1));

        int data = accesses.ToList().FindIndex(access => access.StartsWith("msi.data :=", StringComparison.Ordinal));
        Assert.Equal("msi.control ?", accesses[data + 1]);
    }

    [Fact]
    [Follows("§4 MSI shutdown", "pci_msi_shutdown")]
    public void Turned_off_it_is_left_unmasked_and_the_pin_is_back()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(3);
        Assert.False(rig.PinIsOn);

        rig.Device.FreeIrqVectors();

        Assert.Equal((false, 0u, true), (rig.MsiIsOn, rig.Model.Peek("msi.mask"), rig.PinIsOn));
        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
    }

    [Fact]
    [Follows("§4 MSI setup", "pci_intx_for_msi")]
    public void A_device_that_never_had_its_pin_disabled_gets_it_back_enabled_and_other_bits_stay()
    {
        using var rig = new VectorRig(VectorRig.Msi(1, masking: false));
        const int Memory = 1 << 1;
        rig.Device.WriteConfig16(4, Memory);

        rig.UseMsi(1);
        Assert.Equal((uint)(Memory | VectorRig.BusMaster | VectorRig.InterruptDisable), rig.Model.Peek("command"));

        rig.Device.FreeIrqVectors();
        Assert.Equal((uint)(Memory | VectorRig.BusMaster), rig.Model.Peek("command"));
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Hardware)]
    [InlineData(SimulatedRemapping.Virtual)]
    [Follows("§4 MSI setup", "pci_msi_template")]
    public void Its_message_reaches_the_handler_on_every_machine(SimulatedRemapping remapping)
    {
        using var rig = new VectorRig(VectorRig.Msi(1), new SimulatedMachineOptions { Remapping = remapping });
        rig.UseMsi(1);

        rig.AssertDelivered(0, rig.Request(0));

        string row = rig.Machine.Irqs.FormatInterrupts().Split('\n').Single(line => line.EndsWith("test", StringComparison.Ordinal));
        Assert.Contains("PCI-MSI-0000:00:01.0", row, StringComparison.Ordinal);
        Assert.Contains("0-edge", row, StringComparison.Ordinal);
    }

    private static bool IsControl(string access) => access.StartsWith("msi.control :=", StringComparison.Ordinal);

    private static int ValueOf(string write) => Convert.ToInt32(write[(write.IndexOf("0x", StringComparison.Ordinal) + 2)..], 16);

    private static int PlaceOfControl(PciDevice device)
    {
        int at = device.ReadConfig8(0x34);
        while (device.ReadConfig8(at) != 5)
        {
            at = device.ReadConfig8(at + 1);
        }

        return at + 2;
    }
}
