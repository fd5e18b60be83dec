using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Several vectors of PCI MSI, which share one message and differ in the low bits of its data.</summary>
public class PciMultiMsiTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(8, 3)]
    [InlineData(9, 4)]
    [InlineData(32, 5)]
    [Follows("§4 multi-MSI", "msi_desc.pci.msi_attrib.multiple")]
    public void The_device_is_granted_the_next_power_of_two(int vectors, int log)
    {
        using var rig = new VectorRig(VectorRig.Msi(32));

        rig.UseMsi(vectors);

        Assert.Equal(log, (int)(rig.Model.Peek("msi.control") >> 4 & 7));
        Assert.Equal([(0, vectors)], PciProbe.Walk(rig.Device, MsiDomainId.Default));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(32)]
    [Follows("§4 multi-MSI", "irq_domain_alloc_descs")]
    public void The_numbers_follow_each_other_from_an_aligned_one(int vectors)
    {
        using var rig = new VectorRig(VectorRig.Msi(32));
        (_, PciDevice other) = rig.Plug(VectorRig.Msix(3));
        other.AllocateIrqVectors(3, 3, IrqVectorTypes.Msix);

        rig.UseMsi(vectors);

        int first = rig.Device.GetIrqVector(0).Number;
        Assert.Equal(Enumerable.Range(first, vectors), Enumerable.Range(0, vectors).Select(vector => rig.Device.GetIrqVector(vector).Number));
        Assert.Equal(0, first % (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)vectors));
    }

    [Fact]
    [Follows("C25", "msi_get_virq")]
    public void The_default_domain_gives_the_number_of_each_vector_and_no_more()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(3);

        Assert.Equal(
            Enumerable.Range(0, 3).Select(rig.Device.GetIrqVector), Enumerable.Range(0, 3).Select(vector => rig.Device.GetVirq(MsiDomainId.Default, vector)));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 3));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(-1));
    }

    [Fact]
    [Follows("§4 multi-MSI", "pci_msi_domain_write_msg")]
    public void The_message_is_written_once_for_all()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));

        IReadOnlyList<string> writes = rig.Model.Writes(() =>
        {
            rig.UseMsi(3);
            rig.Request(0);
            rig.Request(1);
            rig.Request(2);
        });

        Assert.Single(writes, write => write.StartsWith("msi.data", StringComparison.Ordinal));
    }

    [Fact]
    [Follows("§4 multi-MSI", "pci_msi_domain_write_msg")]
    public void Each_vector_has_its_handler()
    {
        using var rig = new VectorRig(VectorRig.Msi(8));
        rig.UseMsi(5);
        RunCounter[] runs = [.. Enumerable.Range(0, 5).Select(rig.Request)];

        for (int vector = 0; vector < 5; vector++)
        {
            rig.AssertDelivered(vector, runs[vector]);
        }

        rig.Settle();
        Assert.All(runs, counter => Assert.Equal(1, counter.Runs));
    }

    [Fact]
    [Follows("§4 multi-MSI", "intel_irq_remapping_alloc")]
    public void A_vector_that_the_power_of_two_grants_beside_those_allocated_is_nobodys()
    {
        using var rig = new VectorRig(VectorRig.Msi(4, masking: false));
        rig.UseMsi(3);
        RunCounter[] runs = [.. Enumerable.Range(0, 3).Select(rig.Request)];
        (_, PciDevice other) = rig.Plug(VectorRig.Msix(4));
        other.AllocateIrqVectors(4, 4, IrqVectorTypes.Msix);
        var others = new RunCounter();
        for (int vector = 0; vector < 4; vector++)
        {
            other.RequestIrq(other.GetIrqVector(vector), static (_, counter) => counter.Run(), others, "other");
        }

        rig.Model.Raise(3);
        rig.Settle();

        Assert.All(runs, counter => Assert.Equal(0, counter.Runs));
        Assert.Equal(0, others.Runs);
    }

    [Fact]
    [Follows("§4 MSI mask", "pci_msi_mask")]
    public void Each_vector_has_its_own_mask()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(4);
        Assert.Equal(0b1111u, rig.Model.Peek("msi.mask"));

        RunCounter second = rig.Request(1);
        RunCounter third = rig.Request(2);
        Assert.Equal(0b1001u, rig.Model.Peek("msi.mask"));

        rig.Device.DisableIrq(rig.Device.GetIrqVector(1));
        Assert.Equal(0b1001u, rig.Model.Peek("msi.mask"));
        rig.AssertNotDelivered(1, second);
        Assert.Equal(0b1011u, rig.Model.Peek("msi.mask"));

        rig.AssertDelivered(2, third);
        rig.Device.EnableIrq(rig.Device.GetIrqVector(1));
        second.Await(1);
        Assert.Equal(0b1001u, rig.Model.Peek("msi.mask"));
    }

    [Fact]
    [Follows("§4 MSI mask", "msi_attrib.can_mask")]
    public void Without_a_mask_register_masking_does_nothing_and_an_edge_is_kept_all_the_same()
    {
        using var rig = new VectorRig(VectorRig.Msi(4, masking: false));
        rig.UseMsi(4);
        RunCounter runs = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(1);

        IReadOnlyList<string> writes = rig.Model.Writes(() =>
        {
            rig.Device.DisableIrq(virq);
            rig.AssertNotDelivered(1, runs);
            rig.AssertNotDelivered(1, runs);
            Assert.True(rig.Status(1).IsPending);
            rig.Device.EnableIrq(virq);
            runs.Await(1);
        });

        Assert.Empty(writes);
        rig.AssertDelivered(1, runs);
        Assert.Equal(2, runs.Runs);
    }

    [Fact]
    [Follows("§4 multi-MSI", "msi_domain_set_affinity")]
    public void Each_vector_moves_on_its_own()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(2);
        RunCounter first = rig.Request(0);
        RunCounter second = rig.Request(1);

        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(0));
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(1), CpuMask.Of(1));
        rig.Settle();

        rig.AssertDelivered(0, first);
        rig.AssertDelivered(1, second);
        Assert.Equal(("irq-cpu0", "irq-cpu1"), (first.Thread, second.Thread));
    }

    [Fact]
    [Follows("§2 pci_free_irq_vectors", "pci_free_irq_vectors")]
    public void Freed_and_allocated_anew_they_work_as_before()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        foreach (int vectors in (int[])[4, 1, 3, 2])
        {
            rig.UseMsi(vectors);
            var runs = new RunCounter();
            using (rig.Request(vectors - 1, runs))
            {
                rig.AssertDelivered(vectors - 1, runs);
            }

            rig.Device.FreeIrqVectors();
        }
    }
}
