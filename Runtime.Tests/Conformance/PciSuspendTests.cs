using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The device sleeps and wakes, forgetting its registers or not; its interrupts are as if it had been awake all the time.</summary>
public class PciSuspendTests
{
    public static TheoryData<IrqVectorTypes, bool, SimulatedRemapping> Devices { get; } = new()
    {
        { IrqVectorTypes.Msix, false, SimulatedRemapping.Hardware },
        { IrqVectorTypes.Msix, true, SimulatedRemapping.Hardware },
        { IrqVectorTypes.Msix, false, SimulatedRemapping.None },
        { IrqVectorTypes.Msix, true, SimulatedRemapping.None },
        { IrqVectorTypes.Msi, false, SimulatedRemapping.Hardware },
        { IrqVectorTypes.Msi, true, SimulatedRemapping.Hardware },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("§4 restore", "pci_restore_msi_state")]
    public void Every_message_and_every_control_is_restored(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        RunCounter first = rig.Request(0);
        RunCounter second = rig.Request(1);
        IReadOnlyList<uint> config = rig.Model.PeekAll();
        IReadOnlyList<uint> table = Table(rig);

        rig.Device.Suspend();
        rig.Device.Resume();

        Assert.Equal(config, rig.Model.PeekAll());
        Assert.Equal(table, Table(rig));
        rig.AssertDelivered(0, first);
        rig.AssertDelivered(1, second);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "__pci_write_msi_msg")]
    public void Asleep_the_interrupt_registers_are_not_touched(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(0, runs);
        Virq second = rig.Device.GetIrqVector(1);
        rig.Device.Suspend();

        IReadOnlyList<string> accesses = rig.Model.Accesses(() =>
        {
            irq.Dispose();
            rig.Request(1);
            rig.Device.DisableIrq(second);
            rig.Device.EnableIrq(second);
            rig.Device.SetIrqAffinity(second, CpuMask.Of(0));
            rig.Device.SetIrqAffinity(second, CpuMask.Of(1));
            rig.Device.RestoreMsiState();
        });

        Assert.DoesNotContain(accesses, access => access.StartsWith("msi", StringComparison.Ordinal) || access.StartsWith("table", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "pci_restore_msi_state")]
    public void Requested_while_the_device_sleeps_it_works_when_it_wakes(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        rig.Device.Suspend();
        RunCounter runs = rig.Request(1);
        Assert.Equal((false, 0), (rig.Status(1).IsMasked, rig.Status(1).DisableDepth));

        rig.Device.Resume();

        rig.AssertDelivered(1, runs);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "pci_restore_msi_state")]
    public void Freed_while_the_device_sleeps_it_is_masked_when_it_wakes(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(1, runs);
        rig.Device.Suspend();
        irq.Dispose();

        rig.Device.Resume();

        rig.AssertNotDelivered(1, runs);
        Assert.True(IsMasked(rig, types, 1));
        rig.Request(1).Await(1);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "pci_restore_msi_state")]
    public void Moved_while_the_device_sleeps_it_comes_where_it_was_moved_to(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        RunCounter runs = rig.Request(1);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(1), CpuMask.Of(0));
        rig.Device.Suspend();
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(1), CpuMask.Of(1));

        rig.Device.Resume();

        rig.Settle();
        rig.AssertDelivered(1, runs);
        Assert.Equal("irq-cpu1", runs.Thread);
        Assert.Equal(0, rig.Strays);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "pci_restore_msi_state")]
    public void Disabled_with_an_edge_kept_it_stays_so_and_enabled_the_edge_is_delivered(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        RunCounter runs = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(1);
        rig.Device.DisableIrq(virq);
        rig.AssertNotDelivered(1, runs);
        Assert.True(rig.Status(1).IsPending);

        rig.Device.Suspend();
        rig.Device.Resume();
        Assert.True(IsMasked(rig, types, 1));
        rig.Device.EnableIrq(virq);

        runs.Await(1);
        rig.AssertDelivered(1, runs);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    [Follows("C37", "pci_restore_msi_state")]
    public void Enabled_while_the_device_sleeps_it_is_unmasked_when_it_wakes(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        using VectorRig rig = Make(types, remembers, remapping);
        RunCounter runs = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(1);
        rig.Device.DisableIrq(virq);
        rig.AssertNotDelivered(1, runs);
        rig.Device.Suspend();
        rig.Device.EnableIrq(virq);
        runs.Await(1);

        rig.Device.Resume();

        Assert.False(IsMasked(rig, types, 1));
        rig.AssertDelivered(1, runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Follows("C37", "pci_msix_alloc_irq_at")]
    public void An_entry_allocated_while_the_device_sleeps_is_there_when_it_wakes(bool remembers)
    {
        using VectorRig rig = Make(IrqVectorTypes.Msix, remembers, SimulatedRemapping.None);
        rig.Device.Suspend();
        MsiMap map = rig.Device.AllocateMsixIrq(3);
        RunCounter runs = rig.Request(3);

        rig.Device.Resume();

        Assert.Equal(map.Virq, rig.Device.GetIrqVector(3));
        rig.AssertDelivered(3, runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Follows("§4 restore", "pci_restore_msi_state")]
    public void The_pin_works_when_the_device_wakes(bool remembers)
    {
        using var rig = new VectorRig(VectorRig.Pin with { NoSoftReset = remembers });
        var runs = new RunCounter { Also = rig.Model.Deassert };
        rig.Request(0, runs);

        rig.Device.Suspend();
        rig.Device.Resume();
        rig.Model.Assert();

        runs.Await(1);
    }

    [Fact]
    [Follows("§4 restore", "__pci_restore_msix_state")]
    public void Msix_is_restored_with_all_entries_held_by_the_function_mask()
    {
        using VectorRig rig = Make(IrqVectorTypes.Msix, remembers: false, SimulatedRemapping.Hardware);
        rig.Request(0);
        rig.Model.ForgetMsix();

        IReadOnlyList<string> writes = rig.Model.Writes(rig.Device.RestoreMsiState);

        Assert.Equal("msix.control := 0xc003", writes[0]);
        Assert.Equal("msix.control := 0x8003", writes[^1]);
        List<string> first = [.. writes.Where(write => write.StartsWith("table[0]", StringComparison.Ordinal)).Select(write => write.Split(' ')[0])];
        Assert.InRange(first.IndexOf("table[0].data"), 0, first.LastIndexOf("table[0].control"));
        Assert.Equal((false, true, true, true), (rig.Model.IsMasked(0), rig.Model.IsMasked(1), rig.Model.IsMasked(2), rig.Model.IsMasked(3)));
    }

    [Fact]
    [Follows("§4 restore", "__pci_restore_msi_state")]
    public void Msi_is_restored_while_it_is_off_message_then_mask()
    {
        using VectorRig rig = Make(IrqVectorTypes.Msi, remembers: false, SimulatedRemapping.Hardware);
        rig.Request(0);
        rig.Model.ForgetMsi();

        IReadOnlyList<string> writes = rig.Model.Writes(rig.Device.RestoreMsiState);

        Assert.Equal(
            ["msi.control", "msi.control", "msi.address", "msi.upper", "msi.data", "msi.mask", "msi.control"], writes.Select(write => write.Split(' ')[0]));
        Assert.True(rig.MsiIsOn);
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("§2 pci_restore_msi_state", "pci_restore_msi_state")]
    public void After_something_else_reset_the_device_it_is_told_again(IrqVectorTypes types)
    {
        using VectorRig rig = Make(types, remembers: false, SimulatedRemapping.Hardware);
        RunCounter runs = rig.Request(1);
        if (types == IrqVectorTypes.Msix)
        {
            rig.Model.ForgetMsix();
        }
        else
        {
            rig.Model.ForgetMsi();
        }

        rig.AssertNotDelivered(1, runs);
        rig.Device.RestoreMsiState();

        rig.AssertDelivered(1, runs);
    }

    [Fact]
    [Follows("§2 pci_restore_msi_state", "pci_restore_msi_state")]
    public void Where_neither_is_on_there_is_nothing_to_restore()
    {
        using var rig = new VectorRig(VectorRig.Everything);

        Assert.Empty(rig.Model.Accesses(rig.Device.RestoreMsiState));
        rig.UseMsix(1);
        rig.Device.FreeIrqVectors();
        Assert.Empty(rig.Model.Accesses(rig.Device.RestoreMsiState));
    }

    [Fact]
    [Follows("§4 D0", "pci_set_power_state")]
    public void Sleeping_twice_or_waking_twice_changes_nothing()
    {
        using VectorRig rig = Make(IrqVectorTypes.Msix, remembers: false, SimulatedRemapping.Hardware);
        Assert.Equal(PciPowerState.D0, rig.Device.PowerState);
        Assert.Empty(rig.Model.Accesses(rig.Device.Resume));

        rig.Device.Suspend();
        Assert.Equal(PciPowerState.D3Hot, rig.Device.PowerState);
        Assert.Empty(rig.Model.Accesses(rig.Device.Suspend));

        rig.Device.Resume();
        Assert.Equal(PciPowerState.D0, rig.Device.PowerState);
    }

    [Fact]
    [Follows("§4 D0", "pci_set_power_state")]
    public void A_device_without_power_management_cannot_sleep()
    {
        using var rig = new VectorRig(VectorRig.Msix(1) with { PowerManagement = false });

        Assert.Equal(MsiErrorCode.NotSupported, VectorRig.Refusal(rig.Device.Suspend));

        Assert.Equal(PciPowerState.D0, rig.Device.PowerState);
    }

    [Fact]
    [Follows("§4 restore", "pci_create_ims_domain")]
    public void The_devices_own_storage_is_for_its_role_code_to_restore()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        var probe = new PciProbe(rig.Device);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        MsiMap idle = rig.Device.AllocateImsIrq(new TestCookie(2));
        var runs = new RunCounter();
        using IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, counter) => counter.Run(), runs, "own");
        rig.Model.RaiseSlot(map.Index);
        runs.Await(1);

        rig.Device.Suspend();
        rig.Device.Resume();
        rig.Model.RaiseSlot(map.Index);
        rig.Settle();
        Assert.Equal(1, runs.Runs);

        probe.Restore();
        rig.Model.RaiseSlot(map.Index);
        rig.Model.RaiseSlot(idle.Index);
        runs.Await(2);
        rig.Settle();
        Assert.Equal((2, 0L), (runs.Runs, rig.Strays));
    }

    private static VectorRig Make(IrqVectorTypes types, bool remembers, SimulatedRemapping remapping)
    {
        var rig = new VectorRig(VectorRig.Everything with { NoSoftReset = remembers }, new SimulatedMachineOptions { Remapping = remapping });
        rig.Device.AllocateIrqVectors(2, 2, types);
        return rig;
    }

    private static IReadOnlyList<uint> Table(VectorRig rig) => [.. Enumerable.Range(0, 16).Select(word => rig.Model.PeekEntry(word / 4, word % 4 * 4))];

    private static bool IsMasked(VectorRig rig, IrqVectorTypes types, int vector) =>
        types == IrqVectorTypes.Msix ? rig.Model.IsMasked(vector) : (rig.Model.Peek("msi.mask") >> vector & 1) != 0;
}
