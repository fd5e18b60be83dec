using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Giving vectors back: all or none, and those of the default domain only.</summary>
public class PciFreeVectorsTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("C21", "pci_free_irq_vectors")]
    public void While_one_is_requested_none_is_freed(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(3, 3, types);
        Virq[] virqs = [.. Enumerable.Range(0, 3).Select(rig.Device.GetIrqVector)];
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(2, runs, "last");
        IReadOnlyList<uint> before = rig.Model.PeekAll();

        MsiException thrown = Assert.Throws<MsiException>(rig.Device.FreeIrqVectors);

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.Contains("requested by 'last'", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, rig.Model.PeekAll());
        Assert.Equal(virqs, Enumerable.Range(0, 3).Select(rig.Device.GetIrqVector));
        rig.AssertDelivered(2, runs);
        rig.AssertDelivered(0, rig.Request(0));
        irq.Dispose();
    }

    [Fact]
    [Follows("§2 pci_free_irq_vectors", "pci_free_irq_vectors")]
    public void Without_vectors_nothing_happens()
    {
        using var rig = new VectorRig(VectorRig.Everything);

        Assert.Empty(rig.Model.Accesses(rig.Device.FreeIrqVectors));
        rig.UseMsix(1);
        rig.Device.FreeIrqVectors();
        Assert.Empty(rig.Model.Accesses(rig.Device.FreeIrqVectors));
    }

    [Fact]
    [Follows("§2 pci_free_irq_vectors", "MSI_DEFAULT_DOMAIN")]
    public void The_devices_own_storage_is_left_alone()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        _ = new PciProbe(rig.Device);
        rig.UseMsix(2);
        MsiMap own = rig.Device.AllocateImsIrq(new TestCookie(1));
        var runs = new RunCounter();
        using IrqRegistration irq = rig.Device.RequestIrq(own.Virq, static (_, counter) => counter.Run(), runs, "own");

        rig.Device.FreeIrqVectors();

        rig.Model.RaiseSlot(own.Index);
        runs.Await(1);
        Assert.Equal(own.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, own.Index));
    }

    [Fact]
    [Follows("§3 default domain", "pci_create_device_domain")]
    public void Changing_the_mode_replaces_the_domain_and_coming_back_too()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        foreach ((IrqVectorTypes types, int descriptors, string chip) in ((IrqVectorTypes, int, string)[])
            [(IrqVectorTypes.Msix, 2, "PCI-MSIX-"), (IrqVectorTypes.Msi, 1, "PCI-MSI-"), (IrqVectorTypes.Msix, 2, "PCI-MSIX-"), (IrqVectorTypes.Msix, 2, "PCI-MSIX-")])
        {
            rig.Device.AllocateIrqVectors(2, 2, types);
            Assert.Equal(descriptors, PciProbe.Walk(rig.Device, MsiDomainId.Default).Count);
            Assert.Contains(chip, rig.Status(1).Chip, StringComparison.Ordinal);
            rig.Device.FreeIrqVectors();
        }
    }

    [Fact]
    [Follows("§3 default domain", "msi_remove_device_irq_domain")]
    public void Role_code_cannot_take_the_domain_from_under_its_vectors()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.UseMsix(1);
        RunCounter runs = rig.Request(0);

        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => PciProbe.RemoveDomain(rig.Device, MsiDomainId.Default)));

        rig.AssertDelivered(0, runs);
    }

    [Fact]
    [Follows("§3 default domain", "msi_remove_device_irq_domain")]
    public void Role_code_can_take_the_domain_away_once_they_are_freed()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.UseMsix(1);
        rig.Device.FreeIrqVectors();

        PciProbe.RemoveDomain(rig.Device, MsiDomainId.Default);

        rig.UseMsix(2);
        rig.AssertDelivered(1, rig.Request(1));
    }

    [Fact]
    [Follows("C20", "msi_domain_free_irqs_range")]
    public void A_number_of_freed_vectors_is_no_interrupt_of_the_device_any_more()
    {
        using var rig = new VectorRig(VectorRig.Everything with { InterruptPin = SimulatedInterruptPin.None });
        rig.UseMsix(1);
        Virq virq = rig.Device.GetIrqVector(0);

        rig.Device.FreeIrqVectors();

        Assert.Throws<ArgumentException>(() => rig.Device.RequestIrq(virq, static (_, counter) => counter.Run(), new RunCounter(), "late"));
        Assert.Throws<ArgumentException>(() => rig.Device.SetIrqAffinity(virq, CpuMask.Of(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(0));
        Assert.Null(rig.Device.GetIrqVectorAffinity(0));
    }
}
