using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Which CPU an interrupt is delivered to, who may say so, and what happens on the way to another.</summary>
public class AffinityTests
{
    [Fact]
    [Follows("§5 affinity", "irq_default_affinity")]
    public void At_first_an_interrupt_may_go_to_every_cpu_and_goes_to_one()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 4 });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Equal(CpuMask.All(4), rig.Device.GetIrqAffinity(map.Virq));
        Assert.Equal(1, rig.Device.GetEffectiveIrqAffinity(map.Virq).Count);
        Assert.Equal(new IrqAffinity(CpuMask.All(4)), rig.Status(map).Affinity);
    }

    [Fact]
    [Follows("§5 affinity", "irq_matrix_alloc")]
    public void Interrupts_go_to_the_cpu_that_has_the_fewest()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 4 });
        MsiMap[] maps = [.. Enumerable.Range(0, 8).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], maps.Select(map => rig.Device.GetEffectiveIrqAffinity(map.Virq).First));

        rig.Device.FreeImsIrq(maps[6]);

        Assert.Equal(CpuMask.Of(2), rig.Device.GetEffectiveIrqAffinity(rig.Device.AllocateImsIrq(new TestCookie(1)).Virq));
    }

    [Fact]
    [Follows("§5 affinity", "irq_set_affinity")]
    public void A_requested_interrupt_is_delivered_where_it_was_sent()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 4 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        for (int cpu = 3; cpu >= 0; cpu--)
        {
            rig.Device.SetIrqAffinity(map.Virq, [cpu]);
            rig.Hardware.Raise(map.Index);
            handler.AwaitRuns(4 - cpu);
            Assert.Equal($"irq-cpu{cpu}", handler.ThreadName);
            Assert.Equal((CpuMask.Of(cpu), CpuMask.Of(cpu)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        }
    }

    [Fact]
    [Follows("§5 affinity", "irq_set_affinity")]
    public void An_interrupt_that_nobody_requested_can_be_sent_elsewhere_beforehand()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        rig.Device.SetIrqAffinity(map.Virq, [1]);
        rig.RequestAt(map, handler);
        rig.Hardware.Raise(map.Index);

        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§5 affinity", "apic_set_affinity")]
    public void An_interrupt_stays_on_a_cpu_that_the_new_mask_still_has()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 4 });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.SetIrqAffinity(map.Virq, [2]);

        rig.Device.SetIrqAffinity(map.Virq, [0, 2, 3]);

        Assert.Equal(CpuMask.Of(2), rig.Device.GetEffectiveIrqAffinity(map.Virq));
        Assert.Equal(CpuMask.Of(0, 2, 3), rig.Device.GetIrqAffinity(map.Virq));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2-3")]
    [InlineData("255")]
    [Follows("§4 affinity", "irq_do_set_affinity")]
    public void A_mask_without_a_cpu_that_is_online_is_refused_and_nothing_changes(string cpus)
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.SetIrqAffinity(map.Virq, CpuMask.Parse(cpus)));

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Equal((CpuMask.All(2), CpuMask.Of(0)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 affinity", "irq_matrix_alloc")]
    public void A_cpu_without_a_vector_left_takes_no_interrupt_which_stays_where_it_is()
    {
        using var rig = new TestRig(new TestRigOptions { Slots = 512, HardwareSize = 512 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        FillCpu(rig, 1);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.SetIrqAffinity(map.Virq, [1]));

        Assert.Equal(MsiErrorCode.NoSpace, thrown.Error.Code);
        Assert.Equal((CpuMask.All(2), CpuMask.Of(0)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 pending and resend", "check_irq_resend")]
    public void An_edge_that_was_kept_moves_with_its_interrupt()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();

        rig.Device.SetIrqAffinity(map.Virq, [1]);
        Assert.Equal(0, handler.Runs);
        rig.Device.EnableIrq(map.Virq);

        handler.AwaitRuns(1);
        rig.Settle();
        Assert.Equal((1, "irq-cpu1"), (handler.Runs, handler.ThreadName));
    }

    [Fact]
    [Follows("§5 affinity", "irq_set_affinity")]
    public void A_handler_may_send_its_own_interrupt_elsewhere()
    {
        using var rig = new TestRig();
        MsiMap map = default;
        using var handler = new TestHandler();
        handler.Also = () => rig.Device.SetIrqAffinity(map.Virq, [1]);
        (map, _) = rig.Request(handler);

        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu0", handler.ThreadName);
        rig.Device.SynchronizeIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(2);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§5 moving", "irq_move_pending")]
    public void While_the_handler_runs_on_the_old_cpu_what_arrives_on_the_new_one_waits_for_it()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        using var other = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        (MsiMap neighbour, _) = rig.Request(other);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();

        rig.Device.SetIrqAffinity(map.Virq, [1]);
        for (int i = 0; i < 5; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        // Behind those, on the new CPU.
        rig.Hardware.Raise(neighbour.Index);
        other.AwaitRuns(1);
        Assert.Equal(1, handler.Runs);

        handler.Release();
        handler.AwaitRuns(2);
        rig.Settle();
        Assert.Equal("irq-cpu1", handler.ThreadName);
        Assert.False(handler.Overlapped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Follows("§5 moving", "irq_move_masked_irq")]
    public void However_often_an_interrupt_moves_every_edge_is_seen_and_no_run_overlaps_another(bool remapped)
    {
        const int Edges = 2000;
        using var rig = new TestRig((remapped ? new TestRigOptions() : TestRigOptions.WithoutRemapping()) with { Cpus = 3 });
        int raised = 0;
        int seen = 0;
        using var handler = new TestHandler();
        handler.Also = () => Volatile.Write(ref seen, Volatile.Read(ref raised));
        (MsiMap map, _) = rig.Request(handler);
        bool stop = false;
        int cpu = 0;
        var mover = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                cpu = (cpu + 1) % 3;
                rig.Device.SetIrqAffinity(map.Virq, [cpu]);
            }
        });
        mover.Start();

        bool all = true;
        for (int edge = 1; edge <= Edges && all; edge++)
        {
            Volatile.Write(ref raised, edge);
            rig.Hardware.Raise(map.Index);
            all = SpinWait.SpinUntil(() => Volatile.Read(ref seen) == edge, Patience.Time);
        }

        Volatile.Write(ref stop, true);
        mover.Join();
        Assert.True(all, $"the handler saw {seen} of {raised} edges");
        Assert.False(handler.Overlapped);
        Assert.EndsWith("ERR:          0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 moving", "msi_domain_set_affinity")]
    public void A_message_is_changed_while_the_interrupt_is_masked()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.SetIrqAffinity(map.Virq, [1]);

        Assert.Equal(["Mask", "WriteMessage", "Unmask"], rig.Log.Names);
        Assert.False(rig.Status(map).IsMasked);
    }

    [Fact]
    [Follows("§5 moving", "msi_domain_set_affinity")]
    public void A_message_of_a_masked_interrupt_is_changed_without_unmasking_it()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping() with { DisablesAtOnce = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Log.Clear();

        rig.Device.SetIrqAffinity(map.Virq, [1]);

        Assert.Equal(["WriteMessage"], rig.Log.Names);
        Assert.Equal("0x00000020 to 0x00000000fee01000, masked", rig.Hardware.Describe(map.Index));
    }

    [Fact]
    [Follows("§5 counts", "kstat_irqs_cpu")]
    public void Runs_are_counted_for_the_cpu_that_they_ran_on()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 3 });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler, "wq0");
        foreach ((int cpu, int runs) in new[] { (0, 3), (2, 7), (0, 8), (1, 10) })
        {
            rig.Device.SetIrqAffinity(map.Virq, [cpu]);
            while (handler.Runs < runs)
            {
                int before = handler.Runs;
                rig.Hardware.Raise(map.Index);
                handler.AwaitRuns(before + 1);
            }
        }

        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Contains("64:          4          2          4  ", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    /// <summary>Takes every vector of a CPU.</summary>
    private static void FillCpu(TestRig rig, int cpu)
    {
        while (true)
        {
            MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
            try
            {
                rig.Device.SetIrqAffinity(map.Virq, [cpu]);
            }
            catch (MsiException)
            {
                return;
            }
        }
    }
}
