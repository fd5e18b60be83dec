using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>MSI-X entries that are allocated and freed one by one while MSI-X is on.</summary>
public class PciMsixDynamicTests
{
    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "pci_msix_can_alloc_dyn")]
    public void It_can_be_had_with_msix_on_a_machine_that_supports_it()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        using var without = new VectorRig(VectorRig.Msi(4));
        using var unable = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { SupportsDynamicMsix = false });
        using var bare = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { SupportsMessages = false });

        Assert.True(rig.Device.CanAllocateMsixDynamically);
        Assert.False(without.Device.CanAllocateMsixDynamically);
        Assert.False(unable.Device.CanAllocateMsixDynamically);
        Assert.False(bare.Device.CanAllocateMsixDynamically);
    }

    [Fact]
    [Follows("C23", "pci_msix_alloc_irq_at")]
    public void While_msix_is_off_or_msi_is_on_it_is_not_supported()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq()));

        rig.UseMsi(1);
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq()));
        rig.Device.FreeIrqVectors();

        rig.UseMsix(1);
        rig.Device.FreeIrqVectors();
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq()));
    }

    [Fact]
    [Follows("C23", "MSI_FLAG_PCI_MSIX_ALLOC_DYN")]
    public void On_a_machine_that_does_not_support_it_it_is_refused()
    {
        using var rig = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { SupportsDynamicMsix = false });
        rig.UseMsix(1);

        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(2)));

        Assert.Single(PciProbe.Walk(rig.Device, MsiDomainId.Default));
    }

    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "MSI_ANY_INDEX")]
    public void Without_an_entry_the_lowest_that_is_free_is_given()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.Device.AllocateMsixEntries([0, 2], 2);

        MsiMap first = rig.Device.AllocateMsixIrq();
        MsiMap second = rig.Device.AllocateMsixIrq();

        Assert.Equal((1, 3), (first.Index, second.Index));
        Assert.Equal((MsiDomainId.Default, first.Virq), (first.DomainId, rig.Device.GetIrqVector(1)));
        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq()));
        rig.AssertDelivered(3, rig.Request(3));
    }

    [Theory]
    [InlineData(0, MsiErrorCode.Busy)]
    [InlineData(4, MsiErrorCode.OutOfRange)]
    [InlineData(-1, MsiErrorCode.OutOfRange)]
    [Follows("C3", "pci_msix_alloc_irq_at")]
    [Follows("C4", "pci_msix_alloc_irq_at")]
    public void An_entry_that_is_in_use_or_not_there_is_refused(int index, MsiErrorCode expected)
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);
        RunCounter runs = rig.Request(0);

        Assert.Equal(expected, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(index)));

        rig.AssertDelivered(0, runs);
    }

    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "pci_msix_prepare_desc")]
    public void A_new_entry_is_masked_and_has_its_message_and_the_others_go_on()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);
        RunCounter first = rig.Request(0);
        rig.Model.PokeEntry(2, 12, 0);

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.Device.AllocateMsixIrq(2));

        Assert.Equal("table[2].control := 0x1", writes[0]);
        Assert.All(writes, write => Assert.StartsWith("table[2].", write, StringComparison.Ordinal));
        Assert.True(rig.Model.IsMasked(2));
        Assert.NotEqual(0u, rig.Model.PeekEntry(2, 0));
        rig.AssertDelivered(0, first);
        rig.AssertDelivered(2, rig.Request(2));
    }

    [Fact]
    [Follows("§2 pci_msix_free_irq", "pci_msix_free_irq")]
    public void A_freed_entry_is_masked_and_empty_and_can_be_had_again()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);
        MsiMap map = rig.Device.AllocateMsixIrq(2);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(2, runs);

        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => rig.Device.FreeMsixIrq(map)));
        rig.AssertDelivered(2, runs);
        irq.Dispose();
        rig.Device.FreeMsixIrq(map);

        Assert.True(rig.Model.IsMasked(2));
        Assert.Equal((0u, 0u), (rig.Model.PeekEntry(2, 0), rig.Model.PeekEntry(2, 8)));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 2));
        Assert.Equal(MsiErrorCode.Stale, VectorRig.Refusal(() => rig.Device.FreeMsixIrq(map)));

        MsiMap again = rig.Device.AllocateMsixIrq(2);
        Assert.NotEqual(map, again);
        Assert.Equal(MsiErrorCode.Stale, VectorRig.Refusal(() => rig.Device.FreeMsixIrq(map)));
        rig.AssertDelivered(2, rig.Request(2));
    }

    [Fact]
    [Follows("C19", "pci_msix_free_irq")]
    public void A_map_that_no_allocation_returned_frees_nothing()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);

        Assert.Equal(MsiErrorCode.Stale, VectorRig.Refusal(() => rig.Device.FreeMsixIrq(default)));

        rig.AssertDelivered(0, rig.Request(0));
    }

    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "irq_affinity_desc")]
    public void An_entry_can_have_its_affinity_from_the_start()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);

        MsiMap free = rig.Device.AllocateMsixIrq(1, new IrqAffinity(CpuMask.Of(1)));
        MsiMap managed = rig.Device.AllocateMsixIrq(2, new IrqAffinity(CpuMask.Of(1), IsManaged: true));

        Assert.Equal((CpuMask.Of(1), CpuMask.Of(1)), (rig.EffectiveAffinity(1), rig.EffectiveAffinity(2)));
        rig.Device.SetIrqAffinity(free.Virq, CpuMask.Of(0));
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.SetIrqAffinity(managed.Virq, CpuMask.Of(0))));
        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(3, new IrqAffinity(CpuMask.None))));
    }

    [Fact]
    [Follows("§2 pci_free_irq_vectors", "pci_free_irq_vectors")]
    public void All_that_were_added_go_with_the_others()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);
        MsiMap map = rig.Device.AllocateMsixIrq(3);

        rig.Device.FreeIrqVectors();

        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 3));
        Assert.Equal(MsiErrorCode.Stale, VectorRig.Refusal(() => rig.Device.FreeMsixIrq(map)));
        Assert.Equal(4, rig.Device.AllocateIrqVectors(4, 4, IrqVectorTypes.Msix));
    }

    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "msi_handle_pci_fail")]
    public void Without_a_vector_left_there_is_no_space_and_the_entry_stays_free()
    {
        using var rig = new VectorRig(VectorRig.Msix(4), VectorRig.OneCpu);
        PciDevice filler = rig.LeaveVectors(1);
        rig.UseMsix(1);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(1)));

        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 1));
        filler.FreeIrqVectors();
        Assert.Equal(1, rig.Device.AllocateMsixIrq().Index);
    }
}
