using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The default domain stays while MSI or MSI-X is on, be it without a single vector.</summary>
public class PciDomainInUseTests
{
    [Fact]
    [Follows("§3 default domain", "msi_remove_device_irq_domain")]
    public void Role_code_cannot_take_the_domain_while_msix_is_on_without_vectors()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        FreeAllButTheMode(rig);

        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => PciProbe.RemoveDomain(rig.Device, MsiDomainId.Default)));

        MsiMap map = rig.Device.AllocateMsixIrq();
        rig.AssertDelivered(map.Index, rig.Request(map.Index));
    }

    [Fact]
    [Follows("§2 pci_free_irq_vectors", "pci_disable_msix")]
    public void Msix_without_vectors_is_turned_off_like_any_other()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        FreeAllButTheMode(rig);

        rig.Device.FreeIrqVectors();

        Assert.Equal((false, true), (rig.MsixIsOn, rig.PinIsOn));
        rig.UseMsix(2);
    }

    /// <summary>Turns MSI-X on with an entry that can be freed on its own, and frees it.</summary>
    private static void FreeAllButTheMode(VectorRig rig)
    {
        rig.UseMsix(1);
        MsiMap map = rig.Device.AllocateMsixIrq(1);
        PciProbe.FreeRange(rig.Device, MsiDomainId.Default, 0, 0);
        rig.Device.FreeMsixIrq(map);
        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
        Assert.True(rig.MsixIsOn);
    }
}
