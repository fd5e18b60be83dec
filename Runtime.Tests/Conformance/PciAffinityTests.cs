using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Vectors spread over CPUs by a plan.</summary>
public class PciAffinityTests
{
    [Theory]
    [InlineData(8, 4, 0, 0, "0 1 2 3")]
    [InlineData(2, 4, 0, 0, "0-1 2-3")]
    [InlineData(8, 4, 1, 0, "* 0 1 2 3")]
    [InlineData(8, 4, 1, 1, "* 0 1 2 3 *")]
    [InlineData(4, 4, 1, 1, "* 0-1 2-3 *")]
    [InlineData(3, 4, 2, 0, "* * 0-3")]
    [InlineData(8, 5, 0, 2, "0 1 2 3 4 * *")]
    [Follows("§5 spreading", "irq_create_affinity_masks")]
    [Follows("§5 spreading", "irq_calc_affinity_vectors")]
    public void Those_between_get_a_share_of_the_cpus_each_and_are_managed(int max, int cpus, int pre, int post, string expected)
    {
        using var rig = new VectorRig(VectorRig.Msix(16), new SimulatedMachineOptions { Cpus = cpus });

        int count = rig.Device.AllocateIrqVectors(3 > max ? max : 3, max, IrqVectorTypes.Msix, new IrqAffinityPlan { PreVectors = pre, PostVectors = post });

        IrqAffinity[] affinities = [.. Enumerable.Range(0, count).Select(vector => rig.Status(vector).Affinity)];
        Assert.Equal(expected, string.Join(' ', affinities.Select(affinity => affinity.IsManaged ? affinity.Cpus.ToString() : "*")));
        Assert.All(affinities, affinity => Assert.True(affinity.IsManaged || affinity.Cpus == CpuMask.All(cpus)));
        Assert.All(Enumerable.Range(0, count), vector => Assert.True(rig.EffectiveAffinity(vector).IsSubsetOf(affinities[vector].Cpus)));
    }

    [Fact]
    [Follows("§5 spreading", "irq_affinity_desc")]
    public void Multi_msi_is_spread_likewise()
    {
        using var rig = new VectorRig(VectorRig.Msi(8), new SimulatedMachineOptions { Cpus = 4 });

        int count = rig.Device.AllocateIrqVectors(1, 8, IrqVectorTypes.Msi, new IrqAffinityPlan { PreVectors = 1 });

        Assert.Equal(5, count);
        Assert.Equal(
            ["0-3", "0, managed", "1, managed", "2, managed", "3, managed"], Enumerable.Range(0, 5).Select(vector => rig.Status(vector).Affinity.ToString()));
        for (int vector = 1; vector < 5; vector++)
        {
            RunCounter runs = rig.Request(vector);
            rig.AssertDelivered(vector, runs);
            Assert.Equal($"irq-cpu{vector - 1}", runs.Thread);
        }
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("§5 spreading", "irq_calc_affinity_vectors")]
    public void More_reserved_than_the_driver_is_sure_to_get_is_no_space(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);

        Assert.Equal(
            MsiErrorCode.NoSpace,
            VectorRig.Refusal(() => rig.Device.AllocateIrqVectors(1, 4, types, new IrqAffinityPlan { PreVectors = 1, PostVectors = 1 })));

        Assert.Equal((false, false, true), (rig.MsixIsOn, rig.MsiIsOn, rig.PinIsOn));
        Assert.Equal(3, rig.Device.AllocateIrqVectors(2, 3, types, new IrqAffinityPlan { PreVectors = 1, PostVectors = 1 }));
    }

    [Fact]
    [Follows("§5 spreading", "irq_affinity.calc_sets")]
    public void Sets_are_spread_over_all_cpus_each()
    {
        using var rig = new VectorRig(VectorRig.Msix(16));

        int count = rig.Device.AllocateIrqVectors(2, 5, IrqVectorTypes.Msix, new IrqAffinityPlan { PreVectors = 1, CalculateSets = vectors => [2, vectors - 2] });

        Assert.Equal(5, count);
        Assert.Equal(
            ["0-1", "0, managed", "1, managed", "0, managed", "1, managed"], Enumerable.Range(0, 5).Select(vector => rig.Status(vector).Affinity.ToString()));
    }

    [Fact]
    [Follows("§5 spreading", "pci_alloc_irq_vectors_affinity")]
    public void The_pin_is_not_spread_but_the_sets_are_told_of_it()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var told = new List<int>();

        int count = rig.Device.AllocateIrqVectors(1, 4, IrqVectorTypes.All, new IrqAffinityPlan
        {
            CalculateSets = vectors =>
            {
                told.Add(vectors);
                return [vectors];
            },
        });

        Assert.Equal(1, count);
        Assert.Equal([1], told);
        Assert.False(rig.Status(0).Affinity.IsManaged);
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("§5 managed", "irqd_affinity_is_managed")]
    public void A_managed_affinity_is_not_the_drivers_to_set(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(3, 3, types, new IrqAffinityPlan { PreVectors = 1 });

        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1));
        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(() => rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(1), CpuMask.Of(1))));

        Assert.Equal((CpuMask.Of(1), CpuMask.Of(0)), (rig.EffectiveAffinity(0), rig.EffectiveAffinity(1)));
    }

    [Fact]
    [Follows("C36", "alloc_descs")]
    public void An_empty_affinity_is_no_space()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(1, new IrqAffinity(CpuMask.None))));
        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.Device.AllocateMsixIrq(1, new IrqAffinity(CpuMask.None, IsManaged: true))));

        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 1));
    }
}
