using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>CPUs go and come, and their interrupts with them.</summary>
public class HotplugTests
{
    [Fact]
    [Follows("§5 cpu hotplug", "irq_migrate_all_off_this_cpu")]
    public void The_interrupts_of_a_cpu_that_goes_move_to_the_others_of_their_affinity()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 3 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.SetIrqAffinity(map.Virq, [1]);
        rig.Device.SetIrqAffinity(map.Virq, [1, 2]);

        rig.Machine.Irqs.SetCpuOnline(1, false);

        Assert.Equal((CpuMask.Of(1, 2), CpuMask.Of(2)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        Assert.Equal(CpuMask.Of(0, 2), rig.Machine.Irqs.OnlineCpus);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu2", handler.ThreadName);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "migrate_one_irq")]
    public void An_interrupt_whose_cpus_are_all_gone_goes_anywhere_and_its_affinity_with_it()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 3 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.SetIrqAffinity(map.Virq, [1]);

        rig.Machine.Irqs.SetCpuOnline(1, false);

        Assert.Equal(CpuMask.Of(0, 2), rig.Device.GetIrqAffinity(map.Virq));
        Assert.True(rig.Device.GetEffectiveIrqAffinity(map.Virq).IsSubsetOf(CpuMask.Of(0, 2)));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "migrate_one_irq")]
    public void Interrupts_of_other_cpus_stay_where_they_are()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 3 });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.SetIrqAffinity(map.Virq, [2]);
        rig.Log.Clear();

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, true);

        Assert.Empty(rig.Log.Names);
        Assert.Equal((CpuMask.Of(2), CpuMask.Of(2)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
    }

    [Fact]
    [Follows("§5 cpu hotplug", "irq_affinity_online_cpu")]
    public void A_cpu_that_comes_back_gets_new_interrupts_but_not_its_old_ones()
    {
        using var rig = new TestRig();
        MsiMap[] maps = [.. Enumerable.Range(0, 4).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
        rig.Machine.Irqs.SetCpuOnline(1, false);

        rig.Machine.Irqs.SetCpuOnline(1, true);

        Assert.All(maps, map => Assert.Equal(CpuMask.Of(0), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        Assert.Equal(CpuMask.Of(1), rig.Device.GetEffectiveIrqAffinity(rig.Device.AllocateImsIrq(new TestCookie(1)).Virq));
    }

    [Fact]
    [Follows("§5 cpu hotplug", "irq_matrix_offline")]
    public void A_cpu_that_is_gone_gets_no_interrupt()
    {
        using var rig = new TestRig();
        rig.Machine.Irqs.SetCpuOnline(0, false);

        rig.AllocateRange(0, 7);

        Assert.All(
            Enumerable.Range(0, 8),
            index => Assert.Equal(CpuMask.Of(1), rig.Device.GetEffectiveIrqAffinity(rig.Device.GetVirq(MsiDomainId.Secondary, index))));
        Virq first = rig.Device.GetVirq(MsiDomainId.Secondary, 0);
        Assert.Equal(MsiErrorCode.Invalid, Assert.Throws<MsiException>(() => rig.Device.SetIrqAffinity(first, [0])).Error.Code);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "cpu_down")]
    public void The_last_cpu_stays()
    {
        using var rig = new TestRig();
        rig.Machine.Irqs.SetCpuOnline(0, false);

        Assert.Throws<InvalidOperationException>(() => rig.Machine.Irqs.SetCpuOnline(1, false));

        Assert.Equal(CpuMask.Of(1), rig.Machine.Irqs.OnlineCpus);
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [Follows("§5 cpu hotplug", "cpu_down")]
    public void A_cpu_that_is_not_there_neither_goes_nor_comes(int cpu)
    {
        using var rig = new TestRig();

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Machine.Irqs.SetCpuOnline(cpu, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Machine.Irqs.SetCpuOnline(cpu, true));
    }

    [Fact]
    [Follows("§5 cpu hotplug", "cpu_down")]
    public void Going_twice_and_coming_twice_changes_nothing()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, true);

        Assert.Equal(CpuMask.All(2), rig.Machine.Irqs.OnlineCpus);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "fixup_irqs")]
    public void What_was_on_its_way_to_the_cpu_is_delivered()
    {
        using var rig = new TestRig();
        using var blocker = new TestHandler();
        using var handler = new TestHandler();
        (MsiMap held, _) = rig.Request(blocker);
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.SetIrqAffinity(held.Virq, [1]);
        rig.Device.SetIrqAffinity(map.Virq, [1]);
        blocker.Hold();
        rig.Hardware.Raise(held.Index);
        blocker.AwaitEntered();
        rig.Hardware.Raise(map.Index);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        blocker.Release();

        handler.AwaitRuns(1);
        blocker.AwaitRuns(1);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(2);
        Assert.Equal("irq-cpu0", handler.ThreadName);
        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "fixup_irqs")]
    public void However_often_a_cpu_goes_and_comes_every_edge_is_seen()
    {
        const int Edges = 1000;
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        int raised = 0;
        int seen = 0;
        using var handler = new TestHandler();
        handler.Also = () => Volatile.Write(ref seen, Volatile.Read(ref raised));
        (MsiMap map, _) = rig.Request(handler);
        bool stop = false;
        var switcher = new Thread(() =>
        {
            for (int turn = 0; !Volatile.Read(ref stop); turn++)
            {
                rig.Machine.Irqs.SetCpuOnline(turn / 2 % 2, turn % 2 == 1);
            }
        });
        switcher.Start();

        bool all = true;
        for (int edge = 1; edge <= Edges && all; edge++)
        {
            Volatile.Write(ref raised, edge);
            rig.Hardware.Raise(map.Index);
            all = SpinWait.SpinUntil(() => Volatile.Read(ref seen) == edge, Patience.Time);
        }

        Volatile.Write(ref stop, true);
        switcher.Join();
        Assert.True(all, $"the handler saw {seen} of {raised} edges");
        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "irq_migrate_all_off_this_cpu")]
    public void A_disabled_interrupt_moves_disabled_and_keeps_its_edge()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();

        rig.Machine.Irqs.SetCpuOnline(0, false);
        rig.Settle();
        Assert.Equal((0, 1, true), (handler.Runs, rig.Status(map).DisableDepth, rig.Status(map).IsPending));

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "irq_migrate_all_off_this_cpu")]
    public void An_interrupt_that_nobody_requested_moves_too()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Machine.Irqs.SetCpuOnline(0, false);
        using var handler = new TestHandler();

        rig.RequestAt(map, handler);
        rig.Hardware.Raise(map.Index);

        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "msi_domain_set_affinity")]
    public void Without_remapping_the_device_gets_a_message_to_the_other_cpu()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        rig.Machine.Irqs.SetCpuOnline(0, false);

        Assert.Equal("0x00000020 to 0x00000000fee01000, unmasked", rig.Hardware.Describe(map.Index));
    }

    [Fact]
    [Follows("§5 cpu hotplug", "irq_matrix_alloc")]
    public void Interrupts_for_which_no_other_cpu_has_a_vector_stay_and_the_cpu_goes_on_taking_them()
    {
        var logger = new ListLogger(LogLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Slots = 512, HardwareSize = 512, Machine = new() { Logger = logger } });
        rig.AllocateRange(0, 2 * IrqSubsystem.VectorsPerCpu - 3);
        using var handler = new TestHandler();
        (MsiMap first, _) = rig.Request(handler);
        rig.Request(handler);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Machine.Irqs.SetCpuOnline(rig.Device.GetEffectiveIrqAffinity(first.Virq).First, false));

        Assert.Equal(MsiErrorCode.NoSpace, thrown.Error.Code);
        Assert.Contains($"{IrqSubsystem.VectorsPerCpu} interrupts stay on CPU", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(IrqSubsystem.VectorsPerCpu, logger.Entries.Count(entry => entry.Id.Name == "MoveFailed"));
        rig.Hardware.Raise(first.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "show_interrupts")]
    public void The_table_has_a_column_for_each_cpu_that_is_online()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 3 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler, "wq0");
        rig.Device.SetIrqAffinity(map.Virq, [2]);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        rig.Machine.Irqs.SetCpuOnline(1, false);

        string[] lines = rig.Machine.Irqs.FormatInterrupts().Split('\n');
        Assert.Equal("CPU0       CPU2", lines[0].Trim());
        Assert.Contains($"{map.Virq}:          0          1  ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 cpu hotplug", "cpus_read_lock")]
    public void Interrupts_may_be_allocated_and_freed_while_cpus_go_and_come()
    {
        const int Rounds = 50_000;
        using var rig = new TestRig();
        bool stop = false;
        Exception? thrown = null;
        var switcher = new Thread(() => thrown = Record.Exception(() =>
        {
            for (int turn = 0; !Volatile.Read(ref stop); turn++)
            {
                rig.Machine.Irqs.SetCpuOnline(turn / 2 % 2, turn % 2 == 1);
            }
        }));
        switcher.Start();

        Exception? ours = Record.Exception(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                rig.Device.FreeImsIrq(rig.Device.AllocateImsIrq(new TestCookie(1)));
            }
        });

        Volatile.Write(ref stop, true);
        switcher.Join();
        Assert.Null(ours);
        Assert.Null(thrown);
        foreach (int cpu in rig.Machine.Irqs.OnlineCpus)
        {
            Assert.Equal(IrqSubsystem.VectorsPerCpu, VectorsLeft(rig, cpu));
        }
    }

    [Theory]
    [InlineData("BusLock")]
    [InlineData("WriteMessage")]
    [InlineData("Unmask")]
    [InlineData("BusSyncUnlock")]
    [Follows("§5 managed", "irq_startup_managed")]
    public void A_managed_interrupt_that_cannot_be_started_starts_with_the_next_of_its_cpus_that_comes(string callback)
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping() with { HasBus = true });
        using var handler = new TestHandler();
        MsiMap map = rig.Device.AllocateMsiIrqAt(rig.IdOf(rig.Device), 0, new TestCookie(1), new IrqAffinity(CpuMask.Of(1), IsManaged: true));
        rig.RequestAt(map, handler);
        rig.Machine.Irqs.SetCpuOnline(1, false);

        rig.Log.FailOnce(callback);
        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.Settle();

        IrqStatus failed = rig.Status(map);
        Assert.Equal((true, 1, true, false), (failed.IsManagedShutdown, failed.DisableDepth, failed.IsMasked, failed.IsActivated));
        Assert.Equal(CpuMask.None, rig.Device.GetEffectiveIrqAffinity(map.Virq));

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, true);

        Assert.Equal((false, 0), (rig.Status(map).IsManagedShutdown, rig.Status(map).DisableDepth));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    /// <summary>How many interrupts a CPU can still take.</summary>
    private static int VectorsLeft(TestRig rig, int cpu)
    {
        PciDevice device = rig.Plug(new TestRigOptions { Slots = 512, HardwareSize = 512 });
        int taken = 0;
        var maps = new List<MsiMap>();
        while (device.TryAllocateImsIrq(new TestCookie(1), out MsiMap map, out _))
        {
            maps.Add(map);
            taken += device.GetEffectiveIrqAffinity(map.Virq).Contains(cpu) ? 1 : 0;
        }

        device.Dispose();
        return taken;
    }
}
