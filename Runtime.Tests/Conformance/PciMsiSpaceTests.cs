using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>PCI MSI where the machine has not enough vectors: several are all or one, since they share a message.</summary>
public class PciMsiSpaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Follows("C30", "msi_handle_pci_fail")]
    public void Without_space_for_several_there_is_one(int left)
    {
        using var rig = new VectorRig(VectorRig.Msi(4), VectorRig.OneCpu);
        rig.LeaveVectors(left);

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 4, IrqVectorTypes.Msi));

        Assert.Equal([(0, 1)], PciProbe.Walk(rig.Device, MsiDomainId.Default));
        rig.AssertDelivered(0, rig.Request(0));
    }

    [Fact]
    [Follows("C30", "__pci_enable_msi_range")]
    public void A_driver_that_needs_several_gets_none()
    {
        using var rig = new VectorRig(VectorRig.Msi(4), VectorRig.OneCpu);
        PciDevice filler = rig.LeaveVectors(3);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(2, 4, IrqVectorTypes.Msi)));

        Assert.False(rig.MsiIsOn);
        Assert.Equal(0u, rig.Model.Peek("msi.mask"));
        Assert.Empty(PciProbe.Walk(rig.Device, MsiDomainId.Default));
        filler.FreeIrqVectors();
        Assert.Equal(4, rig.Device.AllocateIrqVectors(4, 4, IrqVectorTypes.Msi));
    }
}
