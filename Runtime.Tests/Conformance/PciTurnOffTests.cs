using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Vectors are freed: the device stops sending before its messages are taken away, and nothing goes where no one is.</summary>
public class PciTurnOffTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msix)]
    [Follows("§4 MSI shutdown", "pci_disable_msi")]
    [Follows("§4 MSI-X shutdown", "pci_disable_msix")]
    public void It_is_turned_off_before_messages_are_taken_back(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(2, 2, types);

        AssertTurnedOffFirst(rig.Model.Writes(rig.Device.FreeIrqVectors));
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msix)]
    [Follows("§4 device data", "pcim_release")]
    public void The_same_holds_when_the_device_is_removed(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(2, 2, types);

        AssertTurnedOffFirst(rig.Model.Writes(rig.Device.Dispose));
    }

    [Fact]
    [Follows("§4 MSI shutdown", "pci_msi_shutdown")]
    public void A_device_that_cannot_be_masked_and_raises_at_any_moment_of_it_sends_nothing_to_nowhere()
    {
        using var rig = new VectorRig(VectorRig.Msi(4, masking: false), VectorRig.WithoutRemapping);
        rig.UseMsi(1);
        rig.Model.After = _ => rig.Model.Raise(0);

        rig.Device.FreeIrqVectors();

        rig.Model.After = null;
        const uint ReceivedMasterAbort = 1 << 13;
        Assert.Equal(0u, rig.Device.ReadConfig16(6) & ReceivedMasterAbort);
        rig.Settle();
        Assert.Equal(0, rig.Strays);
    }

    [Fact]
    [Follows("§4 MSI-X shutdown", "pci_free_irq_vectors")]
    public void A_device_that_answers_with_an_error_loses_its_vectors_all_the_same()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.UseMsix(2);
        rig.Model.After = FailToTurnOff;

        Assert.Throws<InvalidTimeZoneException>(rig.Device.FreeIrqVectors);

        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
        rig.Model.After = null;
        rig.Device.FreeIrqVectors();
        rig.UseMsix(2);
        rig.AssertDelivered(1, rig.Request(1));
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void A_device_that_answers_with_an_error_is_removed_all_the_same()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.UseMsix(2);
        rig.Model.After = FailToTurnOff;

        MsiException thrown = Assert.Throws<MsiException>(rig.Device.Dispose);

        Assert.IsType<InvalidTimeZoneException>(thrown.Error.Cause);
        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
        rig.Model.After = null;
        rig.Device.Dispose();
    }

    private static void FailToTurnOff(string access)
    {
        if (access.StartsWith("msix.control :=", StringComparison.Ordinal))
        {
            throw new InvalidTimeZoneException("injected");
        }
    }

    private static void AssertTurnedOffFirst(IReadOnlyList<string> writes)
    {
        var order = writes.ToList();
        int off = order.FindIndex(write => write.StartsWith("msi", StringComparison.Ordinal) && write.Contains("control :=", StringComparison.Ordinal));
        int message = order.FindIndex(write => write.Contains("address :=", StringComparison.Ordinal));
        Assert.InRange(off, 0, message);
    }
}
