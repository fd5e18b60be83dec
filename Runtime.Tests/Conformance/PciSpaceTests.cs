using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What becomes of an allocation when the machine has not enough vectors for all.</summary>
public class PciSpaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [Follows("§2 pci_alloc_irq_vectors", "__pci_enable_msix_range")]
    public void Msix_takes_as_many_as_are_left(int left)
    {
        using var rig = new VectorRig(VectorRig.Msix(8), VectorRig.OneCpu);
        rig.LeaveVectors(left);

        Assert.Equal(left, rig.Device.AllocateIrqVectors(1, 8, IrqVectorTypes.Msix));

        rig.AssertDelivered(left - 1, rig.Request(left - 1));
        Assert.Equal(left, PciProbe.Walk(rig.Device, MsiDomainId.Default).Count);
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "msix_capability_init")]
    public void Fewer_left_than_the_driver_can_do_with_is_no_space_and_all_is_as_before()
    {
        using var rig = new VectorRig(VectorRig.Msix(8) with { MsiVectors = 0 }, VectorRig.OneCpu);
        PciDevice filler = rig.LeaveVectors(3);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(4, 8, IrqVectorTypes.Msix)));

        Assert.False(rig.MsixIsOn);
        Assert.True(rig.PinIsOn);
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 0));
        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
        filler.FreeIrqVectors();
        Assert.Equal(8, rig.Device.AllocateIrqVectors(8, 8, IrqVectorTypes.Msix));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_alloc_irq_vectors_affinity")]
    public void What_msix_has_no_space_for_may_fit_msi_or_the_pin()
    {
        using var rig = new VectorRig(VectorRig.Everything, VectorRig.OneCpu);
        rig.LeaveVectors(0);

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 4));

        Assert.False(rig.MsixIsOn);
        Assert.False(rig.MsiIsOn);
        Assert.True(rig.PinIsOn);
        Assert.Equal(0u, rig.Model.Peek("msi.mask"));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_enable_msix_range")]
    public void Of_single_entries_the_first_are_the_last_to_be_done_without()
    {
        using var rig = new VectorRig(VectorRig.Msix(8), VectorRig.OneCpu);
        rig.LeaveVectors(2);

        Assert.Equal(2, rig.Device.AllocateMsixEntries([6, 1, 4], 1));

        Assert.Equal([(1, 1), (6, 1)], PciProbe.Walk(rig.Device, MsiDomainId.Default));
        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.Device.AllocateMsixEntries([0], 1)));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_dev.irq")]
    public void A_device_whose_pin_found_no_vector_has_none()
    {
        using var rig = new VectorRig(VectorRig.Everything, VectorRig.OneCpu);
        PciDevice filler = rig.LeaveVectors(0);
        (_, PciDevice late) = rig.Plug(VectorRig.Everything);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => late.AllocateIrqVectors(1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => late.GetIrqVector(0));

        filler.FreeIrqVectors();
        Assert.Equal(4, late.AllocateIrqVectors(1, 4));
    }

    [Fact]
    [Follows("C30", "pci_setup_msi_device_domain")]
    public void A_machine_without_multi_msi_gives_one_vector()
    {
        using var rig = new VectorRig(VectorRig.Msi(8), new SimulatedMachineOptions { SupportsMultiMsi = false });

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 8, IrqVectorTypes.Msi));

        rig.AssertDelivered(0, rig.Request(0));
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Hardware)]
    [Follows("C30", "msi_domain_info.flags")]
    public void A_machine_without_multi_msi_has_no_space_for_two(SimulatedRemapping remapping)
    {
        using var rig = new VectorRig(VectorRig.Msi(8), new SimulatedMachineOptions { Remapping = remapping, SupportsMultiMsi = remapping == SimulatedRemapping.None });

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(2, 8, IrqVectorTypes.Msi)));

        Assert.False(rig.MsiIsOn);
        Assert.True(rig.PinIsOn);
        Assert.Equal(0u, rig.Model.Peek("msi.mask"));
    }
}
