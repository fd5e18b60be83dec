using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What a driver is told of where its vectors were spread to.</summary>
public class PciVectorAffinityTests
{
    [Fact]
    [Follows("§2 pci_irq_get_affinity", "pci_irq_get_affinity")]
    public void It_is_what_the_plan_gave_and_stays_so_wherever_the_vector_is_moved()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.Device.AllocateIrqVectors(3, 3, IrqVectorTypes.Msix, new IrqAffinityPlan { PreVectors = 1 });

        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1));

        Assert.Equal([CpuMask.All(2), CpuMask.Of(0), CpuMask.Of(1)], Enumerable.Range(0, 3).Select(vector => rig.Device.GetIrqVectorAffinity(vector)!.Value));
        Assert.Null(rig.Device.GetIrqVectorAffinity(3));
        Assert.Equal(CpuMask.Of(1), rig.Device.GetIrqAffinity(rig.Device.GetIrqVector(0)));
    }

    [Fact]
    [Follows("§2 pci_irq_get_affinity", "pci_irq_get_affinity")]
    public void Each_vector_of_one_message_has_its_own()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msi, new IrqAffinityPlan());

        Assert.Equal((CpuMask.Of(0), CpuMask.Of(1), null), (rig.Device.GetIrqVectorAffinity(0), rig.Device.GetIrqVectorAffinity(1), rig.Device.GetIrqVectorAffinity(2)));
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msix)]
    [Follows("§2 pci_irq_get_affinity", "msi_desc.affinity")]
    public void Vectors_that_no_plan_spread_have_none(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(1, 1, types);

        Assert.Null(rig.Device.GetIrqVectorAffinity(0));
    }

    [Fact]
    [Follows("§2 pci_irq_get_affinity", "pci_irq_get_affinity")]
    public void The_pin_goes_to_any_cpu()
    {
        using var rig = new VectorRig(VectorRig.Pin);

        Assert.Equal(CpuMask.All(2), rig.Device.GetIrqVectorAffinity(0));
        Assert.Null(rig.Device.GetIrqVectorAffinity(1));
    }
}
