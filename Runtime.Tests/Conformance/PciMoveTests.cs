using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Vectors of PCI devices move to other CPUs, with interrupt remapping and without.</summary>
public class PciMoveTests
{
    private const int Others = 100;

    [Theory]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Msix)]
    [Follows("§4 affinity", "intel_ir_set_affinity")]
    public void With_remapping_the_device_is_not_touched(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(2, 2, types);
        RunCounter runs = rig.Request(1);

        foreach (int cpu in (int[])[1, 0, 1])
        {
            Assert.Empty(rig.Model.Accesses(() => rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(1), CpuMask.Of(cpu))));
            rig.Settle();
            rig.AssertDelivered(1, runs);
            Assert.Equal($"irq-cpu{cpu}", runs.Thread);
        }
    }

    [Fact]
    [Follows("§4 affinity", "__pci_write_msi_msg")]
    public void Without_remapping_an_msix_entry_is_masked_while_its_message_changes_and_read_back()
    {
        using var rig = new VectorRig(VectorRig.Msix(2), VectorRig.WithoutRemapping);
        rig.UseMsix(1);
        RunCounter runs = rig.Request(0);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(0));

        IReadOnlyList<string> accesses = rig.Model.Accesses(() => rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1)));

        Assert.Equal(
            [
                "table[0].control := 0x1", "table[0].control ?", "table[0].address := 0xfee01000", "table[0].upper := 0x0", "table[0].data", "table[0].control ?",
                "table[0].control := 0x0",
            ],
            accesses.Select(access => access.StartsWith("table[0].data", StringComparison.Ordinal) ? "table[0].data" : access));
        rig.Settle();
        rig.AssertDelivered(0, runs);
        Assert.Equal("irq-cpu1", runs.Thread);
    }

    [Fact]
    [Follows("§4 affinity", "__pci_write_msi_msg")]
    public void An_entry_that_is_masked_stays_so_while_it_moves()
    {
        using var rig = new VectorRig(VectorRig.Msix(2), VectorRig.WithoutRemapping);
        rig.UseMsix(1);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(0));

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1)));

        Assert.Equal(3, writes.Count);
        Assert.DoesNotContain(writes, write => write.Contains("control", StringComparison.Ordinal));
        Assert.True(rig.Model.IsMasked(0));
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("§4 affinity", "msi_set_affinity")]
    public void Raised_at_any_moment_of_a_move_it_is_neither_lost_nor_sent_elsewhere(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything, VectorRig.WithoutRemapping);
        PciDevice others = PlugOthers(rig);
        rig.Device.AllocateIrqVectors(1, 1, types);
        RunCounter runs = rig.Request(0);

        AssertNothingLost(rig, runs);

        Assert.Equal(0, rig.Strays);
        Assert.DoesNotContain(Enumerable.Range(0, Others), vector => others.DescribeIrq(others.GetIrqVector(vector)).IsPending);
    }

    [Fact]
    [Follows("§4 affinity", "msi_set_affinity")]
    public void Raised_at_any_moment_of_a_move_it_is_not_lost_though_it_cannot_be_masked()
    {
        using var rig = new VectorRig(VectorRig.Msi(1, masking: false), VectorRig.WithoutRemapping);
        PlugOthers(rig);
        rig.UseMsi(1);
        RunCounter runs = rig.Request(0);

        AssertNothingLost(rig, runs);
    }

    [Fact]
    [Follows("§5 requests", "irq_set_affinity")]
    public void Moved_before_it_is_requested_it_starts_where_it_was_moved_to()
    {
        using var rig = new VectorRig(VectorRig.Msix(1), VectorRig.WithoutRemapping);
        rig.UseMsix(1);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1));

        RunCounter runs = rig.Request(0);

        rig.AssertDelivered(0, runs);
        Assert.Equal("irq-cpu1", runs.Thread);
    }

    /// <summary>Another device with many vectors, more of them on one CPU than on the other: so both words of a message change in a move.</summary>
    private static PciDevice PlugOthers(VectorRig rig)
    {
        (_, PciDevice others) = rig.Plug(VectorRig.Msix(Others) with { InterruptPin = SimulatedInterruptPin.None });
        others.AllocateIrqVectors(Others, Others, IrqVectorTypes.Msix);
        for (int vector = 0; vector < 20; vector++)
        {
            others.SetIrqAffinity(others.GetIrqVector(vector), CpuMask.Of(1));
        }

        return others;
    }

    /// <summary>Moves it to and fro, raises it once between two accesses of each move, every time in another place, and waits for the handler.</summary>
    private static void AssertNothingLost(VectorRig rig, RunCounter runs)
    {
        Virq virq = rig.Device.GetIrqVector(0);
        int target = 1;
        for (int place = 0; place < 12; place++)
        {
            rig.Device.SetIrqAffinity(virq, CpuMask.Of(1 - target));
            rig.Settle();
            int before = runs.Runs;
            int access = 0;
            rig.Model.After = _ =>
            {
                if (access++ == place)
                {
                    rig.Model.Raise(0);
                }
            };

            rig.Device.SetIrqAffinity(virq, CpuMask.Of(target));
            rig.Model.After = null;

            if (access > place)
            {
                runs.Await(before + 1);
            }

            target = 1 - target;
        }
    }
}
