using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>By what means vectors are allocated, and how many.</summary>
public class PciFallbackTests
{
    [Theory]
    [InlineData(4, 4, true, IrqVectorTypes.All, "Msix 4")]
    [InlineData(0, 4, true, IrqVectorTypes.All, "Msi 4")]
    [InlineData(0, 0, true, IrqVectorTypes.All, "Intx 1")]
    [InlineData(4, 4, true, IrqVectorTypes.Msi | IrqVectorTypes.Intx, "Msi 4")]
    [InlineData(4, 4, true, IrqVectorTypes.Msi, "Msi 4")]
    [InlineData(4, 4, true, IrqVectorTypes.Msix, "Msix 4")]
    [InlineData(4, 4, true, IrqVectorTypes.Intx, "Intx 1")]
    [InlineData(0, 4, true, IrqVectorTypes.Msix | IrqVectorTypes.Intx, "Intx 1")]
    [InlineData(4, 0, true, IrqVectorTypes.Msi | IrqVectorTypes.Intx, "Intx 1")]
    [InlineData(0, 4, false, IrqVectorTypes.Msix | IrqVectorTypes.Msi, "Msi 4")]
    [InlineData(2, 8, false, IrqVectorTypes.All, "Msix 2")]
    [Follows("§2 pci_alloc_irq_vectors", "pci_alloc_irq_vectors_affinity")]
    public void The_best_that_is_asked_for_and_there_is_is_taken(int msix, int msi, bool pin, IrqVectorTypes types, string expected)
    {
        using var rig = new VectorRig(Offering(msix, msi, pin));

        int count = rig.Device.AllocateIrqVectors(1, 8, types);

        Assert.Equal(expected, $"{Mode(rig, msix, msi)} {count}");
    }

    [Theory]
    [InlineData(0, 0, false, IrqVectorTypes.All, MsiErrorCode.NoSpace)]
    [InlineData(0, 4, true, IrqVectorTypes.Msix, MsiErrorCode.NotSupported)]
    [InlineData(4, 0, true, IrqVectorTypes.Msi, MsiErrorCode.NotSupported)]
    [InlineData(0, 0, true, IrqVectorTypes.Msix | IrqVectorTypes.Msi, MsiErrorCode.NotSupported)]
    [InlineData(4, 4, false, IrqVectorTypes.Intx, MsiErrorCode.NoSpace)]
    [InlineData(4, 4, true, IrqVectorTypes.None, MsiErrorCode.NoSpace)]
    [Follows("§2 pci_alloc_irq_vectors", "pci_alloc_irq_vectors_affinity")]
    public void What_the_device_does_not_have_is_refused_and_nothing_is_changed(int msix, int msi, bool pin, IrqVectorTypes types, MsiErrorCode expected)
    {
        using var rig = new VectorRig(Offering(msix, msi, pin));
        IReadOnlyList<uint> before = rig.Model.PeekAll();

        Assert.False(rig.Device.TryAllocateIrqVectors(1, 8, types, null, out int count, out MsiError? error));

        Assert.Equal((expected, 0, "0000:00:01.0"), (error.Code, count, error.Device));
        Assert.Equal(before, rig.Model.PeekAll());
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix, 5)]
    [InlineData(IrqVectorTypes.Msi, 9)]
    [InlineData(IrqVectorTypes.Intx, 2)]
    [InlineData(IrqVectorTypes.All, 9)]
    [Follows("C27", "__pci_enable_msix_range")]
    [Follows("C27", "__pci_enable_msi_range")]
    public void More_than_the_device_has_at_least_is_no_space(IrqVectorTypes types, int min)
    {
        using var rig = new VectorRig(Offering(4, 8, pin: true));

        Assert.False(rig.Device.TryAllocateIrqVectors(min, 100, types, null, out _, out MsiError? error));

        Assert.Equal(MsiErrorCode.NoSpace, error.Code);
        Assert.Contains($"{min} vectors were asked for", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("C27", "__pci_enable_msix_range")]
    public void What_msix_has_too_few_of_msi_may_have()
    {
        using var rig = new VectorRig(Offering(4, 8, pin: true));

        Assert.Equal(8, rig.Device.AllocateIrqVectors(5, 100));

        Assert.True(rig.MsiIsOn);
        Assert.False(rig.MsixIsOn);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 4)]
    [InlineData(4, 3)]
    [Follows("C27", "pci_alloc_irq_vectors_affinity")]
    public void Limits_that_make_no_sense_are_misuse(int min, int max)
    {
        using var rig = new VectorRig(VectorRig.Everything);

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.AllocateIrqVectors(min, max));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.TryAllocateIrqVectors(min, max, IrqVectorTypes.All, null, out _, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Follows("§2 pci_alloc_irq_vectors", "pci_alloc_irq_vectors_affinity")]
    public void No_more_than_was_asked_for_is_taken(int max)
    {
        using var rig = new VectorRig(VectorRig.Everything);

        Assert.Equal(max, rig.Device.AllocateIrqVectors(1, max));

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(max));
        Assert.Equal(max, PciProbe.Walk(rig.Device, MsiDomainId.Default).Count);
    }

    [Fact]
    [Follows("C31", "pci_setup_msix_device_domain")]
    public void A_machine_without_msix_does_not_support_it_and_takes_msi()
    {
        using var rig = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { SupportsMsix = false });

        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.UseMsix(1)));
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.AllocateMsixEntries([0], 1)));

        Assert.Equal(4, rig.Device.AllocateIrqVectors(1, 4));
        Assert.True(rig.MsiIsOn);
    }

    [Fact]
    [Follows("C33", "pci_msi_supported")]
    public void A_machine_without_messages_leaves_the_pin()
    {
        using var rig = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { SupportsMessages = false });

        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.UseMsix(1)));
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.UseMsi(1)));

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 4));
        Assert.True(rig.PinIsOn);
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix, IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msi, IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msix, IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi, IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msix, IrqVectorTypes.Intx)]
    [InlineData(IrqVectorTypes.Msi, IrqVectorTypes.Intx)]
    [InlineData(IrqVectorTypes.Msi, IrqVectorTypes.All)]
    [Follows("C28", "__pci_enable_msi_range")]
    [Follows("C28", "__pci_enable_msix_range")]
    public void While_one_is_on_no_other_is_turned_on_nor_it_again(IrqVectorTypes on, IrqVectorTypes wanted)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(2, 2, on);
        RunCounter runs = rig.Request(1);
        IReadOnlyList<uint> before = rig.Model.PeekAll();

        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(1, 2, wanted)));

        Assert.Equal(before, rig.Model.PeekAll());
        rig.AssertDelivered(1, runs);
    }

    [Fact]
    [Follows("C28", "pci_enable_msix_range")]
    public void Single_entries_are_refused_likewise()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.UseMsi(1);

        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.Device.AllocateMsixEntries([0], 1)));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_set_master")]
    public void A_device_that_shall_send_messages_may_write_to_memory_from_then_on()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        Assert.Equal(0u, rig.Model.Peek("command") & VectorRig.BusMaster);

        rig.UseMsix(1);
        Assert.NotEqual(0u, rig.Model.Peek("command") & VectorRig.BusMaster);

        rig.Device.FreeIrqVectors();
        Assert.NotEqual(0u, rig.Model.Peek("command") & VectorRig.BusMaster);
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_alloc_irq_vectors_affinity")]
    public void The_pin_needs_no_writing_to_memory()
    {
        using var rig = new VectorRig(VectorRig.Pin);

        rig.Device.AllocateIrqVectors(1, 1);

        Assert.Equal(0u, rig.Model.Peek("command") & VectorRig.BusMaster);
    }

    [Fact]
    [Follows("§4 D0", "pci_msi_supported")]
    public void Asleep_nothing_is_turned_on()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.Suspend();

        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.UseMsix(1)));
        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.UseMsi(1)));

        rig.Device.Resume();
        rig.UseMsix(1);
        rig.AssertDelivered(0, rig.Request(0));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_setup_msi_device_domain")]
    public void A_default_domain_that_is_not_pcis_is_left_alone()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        MsiDomainId<TestCookie> own = PciProbe.TakeDefaultDomain(rig.Device);
        MsiMap map = rig.Device.AllocateMsiIrqAt(own, 2, new TestCookie(1));

        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(1, 4, IrqVectorTypes.Msix | IrqVectorTypes.Msi)));

        Assert.False(rig.MsixIsOn);
        Assert.False(rig.MsiIsOn);
        Assert.Equal(map.Virq, rig.Device.GetVirq(MsiDomainId.Default, 2));
    }

    private static SimulatedPciCapabilities Offering(int msix, int msi, bool pin) => VectorRig.Msix(msix) with
    {
        MsiVectors = msi,
        MsiPerVectorMasking = msi > 0,
        InterruptPin = pin ? SimulatedInterruptPin.A : SimulatedInterruptPin.None,
    };

    private static string Mode(VectorRig rig, int msix, int msi) =>
        msix > 0 && rig.MsixIsOn ? "Msix"
        : msi > 0 && rig.MsiIsOn ? "Msi"
        : rig.PinIsOn ? "Intx" : "nothing";
}
