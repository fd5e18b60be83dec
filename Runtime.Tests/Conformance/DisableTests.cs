using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Disabling and enabling: how deep, how lazily, who waits, and what becomes of the edges meanwhile.</summary>
public class DisableTests
{
    [Fact]
    [Follows("§5 disable depth", "irq_desc.depth")]
    public void An_interrupt_that_nobody_requested_has_the_depth_1_and_a_request_makes_it_0()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(1, rig.Status(map).DisableDepth);
        using var handler = new TestHandler();

        using (rig.RequestAt(map, handler))
        {
            Assert.Equal(0, rig.Status(map).DisableDepth);
        }

        Assert.Equal(1, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("§5 disable depth", "__enable_irq")]
    public void Disabling_nests()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Device.DisableIrqNoSync(map.Virq);
        rig.Device.DisableIrq(map.Virq);
        Assert.Equal(3, rig.Status(map).DisableDepth);
        rig.Hardware.Raise(map.Index);

        rig.Device.EnableIrq(map.Virq);
        rig.Device.EnableIrq(map.Virq);
        rig.Settle();
        Assert.Equal((0, 1), (handler.Runs, rig.Status(map).DisableDepth));

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 disable depth", "__enable_irq")]
    public void Enabling_more_often_than_disabling_is_refused()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        Assert.Throws<InvalidOperationException>(() => rig.Device.EnableIrq(map.Virq));

        Assert.Equal(0, rig.Status(map).DisableDepth);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 disable depth", "enable_irq")]
    public void Enabling_is_for_requested_interrupts()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.DisableIrq(map.Virq);

        Assert.Throws<InvalidOperationException>(() => rig.Device.EnableIrq(map.Virq));

        Assert.Equal(2, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("C38", "irq_disable_depth_test")]
    public void Disabled_freed_and_requested_again_an_interrupt_is_enabled()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        irq.Dispose();

        rig.RequestAt(map, handler);

        Assert.Equal(0, rig.Status(map).DisableDepth);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("C38", "irq_startup")]
    public void Disabled_before_it_is_requested_an_interrupt_is_enabled_by_the_request()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.DisableIrq(map.Virq);

        rig.RequestAt(map, handler);

        Assert.Equal(0, rig.Status(map).DisableDepth);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 lazy disable", "irq_disable")]
    public void Disabling_does_not_mask_until_the_interrupt_arrives()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.DisableIrq(map.Virq);
        Assert.Empty(rig.Log.Names);
        Assert.False(rig.Status(map).IsMasked);

        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal(["Mask"], rig.Log.Names);
        Assert.Equal((true, true, 0), (rig.Status(map).IsMasked, rig.Status(map).IsPending, handler.Runs));
    }

    [Fact]
    [Follows("§5 lazy disable", "irq_disable")]
    public void Without_an_arrival_enabling_does_not_touch_the_chip_either()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.DisableIrq(map.Virq);
        rig.Device.EnableIrq(map.Virq);
        rig.Settle();

        Assert.Empty(rig.Log.Names);
        Assert.Equal(0, handler.Runs);
    }

    [Fact]
    [Follows("§5 lazy disable", "check_irq_resend")]
    public void Enabling_unmasks_and_replays_what_came_meanwhile_as_one()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        rig.Device.DisableIrq(map.Virq);
        for (int i = 0; i < 5; i++)
        {
            rig.Hardware.Bus.Write32(address, data);
        }

        rig.Settle();
        Assert.Equal(0, handler.Runs);

        rig.Device.EnableIrq(map.Virq);
        rig.Settle();

        Assert.Equal((1, false, false), (handler.Runs, rig.Status(map).IsMasked, rig.Status(map).IsPending));
    }

    [Fact]
    [Follows("§5 lazy disable", "IRQ_DISABLE_UNLAZY")]
    public void A_chip_that_disables_at_once_is_masked_at_once_and_its_device_keeps_the_edge()
    {
        using var rig = new TestRig(new TestRigOptions { DisablesAtOnce = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.DisableIrq(map.Virq);
        Assert.Equal(["Mask"], rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal((0, false), (handler.Runs, rig.Status(map).IsPending));

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
        Assert.Equal(["Mask", "Unmask"], rig.Log.Names);
    }

    [Fact]
    [Follows("§5 lazy disable", "IRQ_DISABLE_UNLAZY")]
    public void Disabling_deeper_masks_only_once()
    {
        using var rig = new TestRig(new TestRigOptions { DisablesAtOnce = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.DisableIrq(map.Virq);
        rig.Device.DisableIrq(map.Virq);
        rig.Device.EnableIrq(map.Virq);
        rig.Device.EnableIrq(map.Virq);

        Assert.Equal(["Mask", "Unmask"], rig.Log.Names);
    }

    [Fact]
    [Follows("§5 disable depth", "disable_irq")]
    public void Disabling_waits_for_the_handler_that_runs_and_the_other_way_of_disabling_does_not()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();

        rig.Device.DisableIrqNoSync(map.Virq);
        Assert.Equal(1, rig.Status(map).DisableDepth);
        var probe = new LockProbe(() => rig.Device.DisableIrq(map.Virq));
        Assert.True(probe.Waits);

        handler.Release();
        probe.Join();
        Assert.Equal(2, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("§5 disable depth", "disable_irq")]
    public void Once_disabling_has_returned_no_run_starts_while_the_device_goes_on_raising()
    {
        const int Rounds = 200;
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        using var raiser = new Raiser(() => rig.Hardware.Bus.Write32(address, data));

        for (int round = 0; round < Rounds; round++)
        {
            int before = handler.Runs;
            handler.AwaitRuns(before + 1);
            rig.Device.DisableIrq(map.Virq);
            int runs = handler.Runs;
            Thread.SpinWait(500);
            Assert.Equal(runs, handler.Runs);
            rig.Device.EnableIrq(map.Virq);
        }
    }

    [Fact]
    [Follows("§5 lazy disable", "check_irq_resend")]
    public void However_often_an_interrupt_is_disabled_the_last_edge_is_seen()
    {
        const int Edges = 2000;
        using var rig = new TestRig();
        int raised = 0;
        int seen = 0;
        using var handler = new TestHandler();
        handler.Also = () => Volatile.Write(ref seen, Volatile.Read(ref raised));
        (MsiMap map, _) = rig.Request(handler);
        bool stop = false;
        var toggler = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                rig.Device.DisableIrqNoSync(map.Virq);
                rig.Device.EnableIrq(map.Virq);
            }
        });
        toggler.Start();

        bool all = true;
        for (int edge = 1; edge <= Edges && all; edge++)
        {
            Volatile.Write(ref raised, edge);
            rig.Hardware.Raise(map.Index);
            all = SpinWait.SpinUntil(() => Volatile.Read(ref seen) == edge, Patience.Time);
        }

        Volatile.Write(ref stop, true);
        toggler.Join();
        Assert.True(all, $"the handler saw {seen} of {raised} edges");
        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 disable depth", "disable_irq_nosync")]
    public void A_handler_may_disable_and_enable_its_interrupt_but_not_wait_for_itself()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        MsiMap map = default;
        Exception?[] thrown = [];
        handler.Also = () =>
        {
            thrown = [Record.Exception(() => rig.Device.DisableIrq(map.Virq)), Record.Exception(() => rig.Device.SynchronizeIrq(map.Virq))];
            rig.Device.DisableIrqNoSync(map.Virq);
        };
        (map, _) = rig.Request(handler);

        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        Assert.All(thrown, failure => Assert.IsType<InvalidOperationException>(failure));
        Assert.Equal((2, 1), (thrown.Length, rig.Status(map).DisableDepth));
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal(1, handler.Runs);
        handler.Also = null;
        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(2);
    }

    [Fact]
    [Follows("§5 free_irq", "IRQS_PENDING")]
    public void An_edge_that_was_kept_for_a_handler_is_not_the_next_ones()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(first);
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        irq.Dispose();

        rig.RequestAt(map, second);
        rig.Settle();

        Assert.Equal((0, 0), (first.Runs, second.Runs));
    }

    [Fact]
    [Follows("§5 enable", "__enable_irq")]
    public void When_enabling_fails_the_interrupt_stays_disabled_and_keeps_its_edge()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        rig.Log.FailOnce("Unmask");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.EnableIrq(map.Virq));

        Assert.Contains("TestDomain.Unmask threw", thrown.Message, StringComparison.Ordinal);
        rig.Settle();
        Assert.Equal((0, 1, true), (handler.Runs, rig.Status(map).DisableDepth, rig.Status(map).IsPending));
        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 lazy disable", "irq_disable")]
    public void When_masking_at_once_fails_the_interrupt_is_disabled_all_the_same()
    {
        using var rig = new TestRig(new TestRigOptions { DisablesAtOnce = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.FailOnce("Mask");

        Assert.Throws<MsiException>(() => rig.Device.DisableIrq(map.Virq));

        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal((0, 1), (handler.Runs, rig.Status(map).DisableDepth));
        rig.Device.EnableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 synchronize", "synchronize_irq")]
    public void Who_synchronizes_waits_for_the_run_under_way_and_for_nothing_else()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.SynchronizeIrq(map.Virq);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();

        var probe = new LockProbe(() => rig.Device.SynchronizeIrq(map.Virq));

        Assert.True(probe.Waits);
        handler.Release();
        probe.Join();
        Assert.Equal(0, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("§5 synchronize", "synchronize_irq")]
    public void Nobody_waits_for_an_interrupt_that_was_never_requested()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        rig.Device.SynchronizeIrq(map.Virq);
    }
}
