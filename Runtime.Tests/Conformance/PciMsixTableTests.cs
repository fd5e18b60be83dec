using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The MSI-X table as MSI-X is turned on and off, access by access.</summary>
public class PciMsixTableTests
{
    private const uint Reserved = 0xabcd_0000;

    [Fact]
    [Follows("§4 MSI-X setup", "msix_capability_init")]
    public void The_function_mask_comes_first_and_goes_last()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));

        IReadOnlyList<string> writes = rig.Model.Writes(() => rig.UseMsix(3));

        Assert.Equal("msix.control := 0xc003", writes[0]);
        Assert.Equal("msix.control := 0x8003", writes[^1]);
        Assert.DoesNotContain(writes.Skip(1).SkipLast(1), write => write.StartsWith("msix", StringComparison.Ordinal));
    }

    [Fact]
    [Follows("§4 MSI-X setup", "msix_prepare_msi_desc")]
    public void An_entry_is_masked_before_its_message_is_written()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        for (int index = 0; index < 4; index++)
        {
            rig.Model.PokeEntry(index, 12, 0);
        }

        IReadOnlyList<string> writes = rig.Model.TableWrites(() => rig.UseMsix(2));

        foreach (int index in (int[])[0, 1])
        {
            Assert.Equal(
                [$"table[{index}].control := 0x1", $"table[{index}].address", $"table[{index}].upper", $"table[{index}].data"],
                writes.Where(write => write.StartsWith($"table[{index}]", StringComparison.Ordinal))
                    .Select(write => write.Contains("control", StringComparison.Ordinal) ? write : write.Split(' ')[0])
                    .Take(4));
        }

        Assert.All(Enumerable.Range(0, 4), index => Assert.True(rig.Model.IsMasked(index)));
    }

    [Fact]
    [Follows("§4 MSI-X setup", "msix_mask_all")]
    public void Entries_that_nobody_uses_are_masked_once_the_messages_are_written()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));

        IReadOnlyList<string> writes = rig.Model.TableWrites(() => rig.UseMsix(2));

        Assert.Equal(
            ["table[0].control := 0x1", "table[1].control := 0x1", "table[2].control := 0x1", "table[3].control := 0x1"],
            writes.TakeLast(4));
        Assert.DoesNotContain(writes.SkipLast(4), write => write.StartsWith("table[2]", StringComparison.Ordinal));
    }

    [Fact]
    [Follows("§4 MSI-X setup", "msix_mask_all")]
    public void Where_msix_finds_no_space_the_entries_that_it_never_came_to_are_left_as_they_were()
    {
        using var rig = new VectorRig(VectorRig.Msix(4), VectorRig.OneCpu);
        rig.LeaveVectors(0);
        rig.Model.PokeEntry(3, 12, 0);

        Assert.Equal(MsiErrorCode.NoSpace, VectorRig.Refusal(() => rig.UseMsix(4)));

        Assert.False(rig.Model.IsMasked(3));
        Assert.False(rig.MsixIsOn);
    }

    [Fact]
    [Follows("§4 MSI-X setup", "msix_capability_init")]
    public void What_the_device_raises_while_it_is_turned_on_is_kept_until_it_is_requested()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.Model.PokeEntry(1, 0, 0xdead_beec);
        rig.Model.PokeEntry(1, 12, 0);
        rig.Model.After = _ => rig.Model.Raise(1);

        rig.UseMsix(2);
        rig.Model.After = null;
        rig.Settle();

        Assert.Equal(0b10UL, rig.Model.PeekPending());
        Assert.Equal((0L, 0L), (rig.Strays, rig.Model.BlockedMessages));
        RunCounter runs = rig.Request(1);
        runs.Await(1);
        rig.Settle();
        Assert.Equal(1, runs.Runs);
    }

    [Fact]
    [Follows("§4 MSI-X setup", "PCI_MSIX_ENTRY_VECTOR_CTRL")]
    public void Bits_of_an_entry_that_are_not_the_mask_stay_as_they_are()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Model.PokeEntry(0, 12, Reserved | 1);
        rig.Model.PokeEntry(1, 12, Reserved);

        rig.UseMsix(1);
        Assert.Equal((Reserved | 1, Reserved | 1), (rig.Model.PeekEntry(0, 12), rig.Model.PeekEntry(1, 12)));

        var runs = new RunCounter();
        using (rig.Request(0, runs))
        {
            Assert.Equal(Reserved, rig.Model.PeekEntry(0, 12));
            rig.AssertDelivered(0, runs);
        }

        Assert.Equal(Reserved | 1, rig.Model.PeekEntry(0, 12));
    }

    [Fact]
    [Follows("§4 MSI-X mask", "pci_msix_mask")]
    public void A_mask_is_flushed_by_reading_it_back()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.UseMsix(1);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(0, runs);

        IReadOnlyList<string> accesses = rig.Model.Accesses(irq.Dispose);

        Assert.Equal(["table[0].control := 0x1", "table[0].control ?"], accesses.Take(2));
    }

    [Fact]
    [Follows("§4 MSI-X mask", "pci_msix_unmask")]
    public void An_unmask_is_one_write_and_is_not_flushed()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.UseMsix(1);

        IReadOnlyList<string> accesses = rig.Model.Accesses(() => rig.Request(0));

        Assert.Equal(["table[0].control := 0x0"], accesses);
    }

    [Fact]
    [Follows("§4 MSI-X mask", "pci_msix_mask")]
    public void An_edge_while_disabled_masks_the_entry_and_the_next_waits_in_the_device()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.UseMsix(2);
        RunCounter runs = rig.Request(0);
        RunCounter other = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(0);

        rig.Device.DisableIrq(virq);
        Assert.False(rig.Model.IsMasked(0));
        rig.AssertNotDelivered(0, runs);
        Assert.True(rig.Model.IsMasked(0));
        rig.AssertNotDelivered(0, runs);
        Assert.Equal(1UL, rig.Model.PeekPending());
        rig.AssertDelivered(1, other);

        rig.Device.EnableIrq(virq);
        runs.Await(1);
        rig.Settle();
        Assert.Equal(0UL, rig.Model.PeekPending());
        Assert.InRange(runs.Runs, 1, 2);
    }

    [Fact]
    [Follows("§4 MSI-X shutdown", "pci_msix_shutdown")]
    public void Turned_off_its_entries_are_masked_and_the_pin_is_back()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(4);
        rig.Request(1, new RunCounter()).Dispose();
        Assert.False(rig.PinIsOn);

        rig.Device.FreeIrqVectors();

        Assert.Equal((false, true), (rig.MsixIsOn, rig.PinIsOn));
        Assert.All(Enumerable.Range(0, 4), index => Assert.True(rig.Model.IsMasked(index)));
        Assert.All(Enumerable.Range(0, 4), index => Assert.Equal((0u, 0u, 0u), (rig.Model.PeekEntry(index, 0), rig.Model.PeekEntry(index, 4), rig.Model.PeekEntry(index, 8))));
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Hardware)]
    [InlineData(SimulatedRemapping.Virtual)]
    [Follows("§4 MSI-X setup", "pci_msix_template")]
    public void Each_entry_has_its_handler_on_every_machine(SimulatedRemapping remapping)
    {
        using var rig = new VectorRig(VectorRig.Msix(8), new SimulatedMachineOptions { Remapping = remapping });
        rig.UseMsix(8);
        RunCounter[] runs = [.. Enumerable.Range(0, 8).Select(rig.Request)];

        for (int vector = 0; vector < 8; vector++)
        {
            rig.AssertDelivered(vector, runs[vector]);
        }

        rig.Settle();
        Assert.All(runs, counter => Assert.Equal(1, counter.Runs));
        Assert.Contains("PCI-MSIX-0000:00:01.0", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§4 MSI-X setup", "pci_msix_vec_count")]
    public void A_table_of_2048_entries_is_used_as_far_as_the_machine_goes()
    {
        using var rig = new VectorRig(VectorRig.Msix(2048), new SimulatedMachineOptions { Cpus = 16 });

        rig.UseMsix(2048);

        var runs = new RunCounter();
        rig.Request(2047, runs);
        rig.AssertDelivered(2047, runs);
        Assert.Equal(2048, PciProbe.Walk(rig.Device, MsiDomainId.Default).Count);
    }
}
