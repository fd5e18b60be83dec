using System.Collections.Immutable;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Devices whose configuration space contradicts the specification.</summary>
public class PciBrokenHardwareTests
{
    // The list is that of a device with power management (0x40), MSI (0x50) and MSI-X (0x70).
    private const int FirstPointer = 0x34;

    [Theory]
    [InlineData(0x41, 0x40, "the pointer at 0x41 leads to 0x40, where the list has been before")]
    [InlineData(FirstPointer, 0x10, "the pointer at 0x34 leads to 0x10, into the header")]
    [InlineData(0x41, 0x3c, "the pointer at 0x41 leads to 0x3c, into the header")]
    [Follows("§4 capabilities", "__pci_find_next_cap_ttl")]
    public void A_list_of_capabilities_that_leads_nowhere_is_said_to_by_device_and_place(int place, byte target, string where)
    {
        using VectorRig rig = Broken(place, target);
        IReadOnlyList<uint> before = rig.Model.PeekAll();

        Assert.False(rig.Device.TryAllocateIrqVectors(1, 4, IrqVectorTypes.Msix | IrqVectorTypes.Msi, null, out int count, out MsiError? error));
        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateIrqVectors(1, 4, IrqVectorTypes.Msix));

        Assert.Equal((0, MsiErrorCode.NotSupported, "0000:00:01.0"), (count, error.Code, error.Device));
        Assert.Contains("capabilities of device 0000:00:01.0 are malformed", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(where, thrown.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(thrown.Error.Cause);
        Assert.Equal(before, rig.Model.PeekAll());
    }

    [Fact]
    [Follows("§4 capabilities", "__pci_find_next_cap_ttl")]
    public void Its_pin_can_be_used_all_the_same()
    {
        using VectorRig rig = Broken(0x41, 0x40);

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 4));

        var runs = new RunCounter { Also = rig.Model.Deassert };
        rig.Request(0, runs);
        rig.Model.Assert();
        runs.Await(1);
    }

    [Fact]
    [Follows("§4 capabilities", "__pci_find_next_cap_ttl")]
    public void What_the_list_has_before_it_goes_wrong_can_be_used()
    {
        using VectorRig rig = Broken(0x51, 0x40);

        Assert.False(rig.Device.CanAllocateMsixDynamically);
        Assert.Equal(4, rig.Device.AllocateIrqVectors(1, 4));

        Assert.True(rig.MsiIsOn);
        rig.AssertDelivered(3, rig.Request(3));
        rig.Device.Suspend();
        rig.Device.Resume();
    }

    [Fact]
    [Follows("§4 capabilities", "pci_pm_init")]
    public void A_device_whose_power_management_cannot_be_found_for_that_reason_says_so()
    {
        using VectorRig rig = Broken(FirstPointer, 0x10);

        MsiException thrown = Assert.Throws<MsiException>(rig.Device.Suspend);

        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Contains("malformed", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(PciPowerState.D0, rig.Device.PowerState);
    }

    [Theory]
    [InlineData(0x74, 5, "BAR5")]
    [InlineData(0x74, 7, "BAR7")]
    [InlineData(0x77, 0x7f, "BAR1")]
    [Follows("§4 MSI-X setup", "msix_map_region")]
    public void A_table_that_is_not_where_it_is_said_to_be_leaves_msix_off_and_msi_in_its_place(int place, byte content, string where)
    {
        using VectorRig rig = Broken(place, content);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.UseMsix(1));

        Assert.Equal((MsiErrorCode.NotSupported, "0000:00:01.0"), (thrown.Error.Code, thrown.Error.Device));
        Assert.Contains(where, thrown.Message, StringComparison.Ordinal);
        Assert.False(rig.MsixIsOn);
        Assert.Equal(4, rig.Device.AllocateIrqVectors(1, 4));
        Assert.True(rig.MsiIsOn);
    }

    private static VectorRig Broken(int place, byte content)
    {
        var rig = new VectorRig(VectorRig.Everything);
        rig.Model.Broken = ImmutableDictionary<int, byte>.Empty.Add(place, content);
        return rig;
    }
}
