using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Interrupts that nobody handles: how many are too many, and what becomes of them.</summary>
public class SpuriousTests
{
    private const int Window = 100_000;
    private const int Limit = 99_900;

    // Less than a CPU's mailbox holds, so that no two messages become one.
    private const int InFlight = 2000;

    [Fact]
    [Follows("§5 spurious", "note_interrupt")]
    public void More_than_99900_of_100000_unhandled_disable_the_interrupt()
    {
        var logger = new ListLogger(LogLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime(), Logger = logger } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, Window - Limit - 1, from: 50_000);

        Raise(rig, map, handler, Window);

        AwaitDisabled(rig, map);
        IrqStatus status = rig.Status(map);
        Assert.Equal((1, true, (long)Window, Limit + 1L), (status.DisableDepth, status.IsMasked, status.Count, status.Unhandled));
        Assert.Contains($"Nobody cared for virq {map.Virq} (", logger.Await("NobodyCared").Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 spurious", "note_interrupt")]
    public void No_more_than_99900_of_100000_unhandled_are_put_up_with()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 100, from: 50_000);

        Raise(rig, map, handler, Window + 100);

        Assert.False(rig.Status(map).IsSpuriousDisabled);
        Assert.Equal(0, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("§5 spurious", "irq_desc.last_unhandled")]
    public void After_a_gap_of_more_than_100_ms_the_count_starts_over()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0);
        Raise(rig, map, handler, 1000);

        time.Advance(101);
        Raise(rig, map, handler, Window);

        Assert.False(rig.Status(map).IsSpuriousDisabled);
    }

    [Fact]
    [Follows("§5 spurious", "irq_desc.last_unhandled")]
    public void A_gap_of_100_ms_is_none()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0);
        Raise(rig, map, handler, 1000);

        time.Advance(100);
        Raise(rig, map, handler, Window - 1000);

        AwaitDisabled(rig, map);
    }

    [Fact]
    [Follows("§5 spurious", "irq_desc.irq_count")]
    public void Counting_starts_with_the_first_that_nobody_handled()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 50_000);

        Raise(rig, map, handler, 50_000 + Window);

        AwaitDisabled(rig, map);
        Assert.Equal(Window, rig.Status(map).Unhandled);
    }

    [Fact]
    [Follows("§5 spurious", "enable_irq")]
    public void An_interrupt_that_was_disabled_so_is_enabled_like_any_other_and_judged_anew()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0);
        Raise(rig, map, handler, Window);
        AwaitDisabled(rig, map);

        rig.Device.EnableIrq(map.Virq);

        Assert.Equal((0, false, false), (rig.Status(map).DisableDepth, rig.Status(map).IsMasked, rig.Status(map).IsSpuriousDisabled));
        Raise(rig, map, handler, Window);
        AwaitDisabled(rig, map);
    }

    [Fact]
    [Follows("§5 spurious", "note_interrupt")]
    public void The_next_handler_gets_another_chance()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        (MsiMap map, TestHandler first) = RequestThatHandles(rig, 0, out IrqRegistration irq);
        Raise(rig, map, first, Window);
        AwaitDisabled(rig, map);
        irq.Dispose();
        using var next = new TestHandler();

        rig.RequestAt(map, next);
        rig.Hardware.Raise(map.Index);

        next.AwaitRuns(1);
        Assert.False(rig.Status(map).IsSpuriousDisabled);
    }

    [Fact]
    [Follows("§5 spurious", "__setup_irq")]
    public void Another_handler_that_shares_the_interrupt_gets_it_enabled_again()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        (MsiMap map, TestHandler first) = RequestThatHandles(rig, 0, out _, IrqFlags.Shared);
        Raise(rig, map, first, Window);
        AwaitDisabled(rig, map);
        using var second = new TestHandler();

        rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.Hardware.Raise(map.Index);

        second.AwaitRuns(1);
        Assert.Equal((0, false), (rig.Status(map).DisableDepth, rig.Status(map).IsSpuriousDisabled));
    }

    [Fact]
    [Follows("§5 spurious", "poll_spurious_irqs")]
    public void A_shared_interrupt_that_was_disabled_so_is_asked_for_every_100_ms()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0, out IrqRegistration irq, IrqFlags.Shared);
        Raise(rig, map, handler, Window);
        AwaitDisabled(rig, map);

        for (int poll = 1; poll <= 3; poll++)
        {
            AwaitTimer(time);
            time.Advance(99);
            rig.Settle();
            Assert.Equal(Window + poll - 1, handler.Runs);
            time.Advance(1);
            handler.AwaitRuns(Window + poll);
        }

        AwaitTimer(time);
        irq.Dispose();
        time.Advance(100);
        rig.Settle();
        Assert.Equal(Window + 3, handler.Runs);
        Assert.Equal(0, time.Waiting);
    }

    [Fact]
    [Follows("§5 spurious", "try_one_irq")]
    public void An_interrupt_that_is_not_shared_is_not_asked_for()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0);

        Raise(rig, map, handler, Window);

        AwaitDisabled(rig, map);
        rig.Settle();
        Assert.Equal(0, time.Waiting);
    }

    [Fact]
    [Follows("§5 spurious", "try_one_irq")]
    public void An_interrupt_that_was_enabled_again_is_not_asked_for_any_more()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        (MsiMap map, TestHandler handler) = RequestThatHandles(rig, 0, out _, IrqFlags.Shared);
        Raise(rig, map, handler, Window);
        AwaitDisabled(rig, map);
        AwaitTimer(time);

        rig.Device.EnableIrq(map.Virq);
        time.Advance(100);
        rig.Settle();

        Assert.Equal((Window, 0), (handler.Runs, time.Waiting));
    }

    [Fact]
    [Follows("§5 spurious", "IRQD_IRQ_INPROGRESS")]
    public void Freeing_waits_until_the_run_was_judged_so_that_the_next_handler_is_not_blamed()
    {
        var time = new FakeTime();
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = time } });
        using var judging = new TestHandler();
        time.Asked = () => judging.Run();
        (MsiMap map, _) = RequestThatHandles(rig, 0, out IrqRegistration irq);
        judging.Hold();
        rig.Hardware.Raise(map.Index);
        judging.AwaitEntered();

        var probe = new LockProbe(irq.Dispose);

        Assert.True(probe.Waits);
        judging.Release();
        probe.Join();
    }

    [Fact]
    [Follows("§5 spurious", "note_interrupt")]
    public void A_handler_that_throws_has_handled_nothing()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Time = new FakeTime() } });
        using var handler = new TestHandler { Also = () => throw new InvalidTimeZoneException("no time") };
        (MsiMap map, _) = rig.Request(handler);

        rig.Hardware.Raise(map.Index);

        Assert.True(SpinWait.SpinUntil(() => rig.Status(map).Unhandled == 1, Patience.Time));
        Assert.Equal((1L, 1L), (rig.Status(map).Count, rig.Status(map).Faults));
    }

    [Fact]
    [Follows("§5 spurious", "IRQ_WAKE_THREAD")]
    public void A_handler_that_wakes_a_thread_it_does_not_have_has_handled_nothing()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler { Answer = IrqReturn.WakeThread };
        (MsiMap map, _) = rig.Request(handler);

        rig.Hardware.Raise(map.Index);

        Assert.True(SpinWait.SpinUntil(() => rig.Status(map).Unhandled == 1, Patience.Time));
    }

    [Fact]
    [Follows("§5 spurious", "SPURIOUS_DEFERRED")]
    public void What_a_thread_made_of_an_interrupt_is_judged_at_the_next()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler { Answer = IrqReturn.None };
        (MsiMap map, _) = rig.RequestThreaded(null, threaded);

        rig.Hardware.Raise(map.Index);
        threaded.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Equal(0, rig.Status(map).Unhandled);

        rig.Hardware.Raise(map.Index);
        Assert.True(SpinWait.SpinUntil(() => rig.Status(map).Unhandled == 1, Patience.Time));
    }

    [Fact]
    [Follows("§5 spurious", "irq_desc.threads_handled")]
    public void A_thread_that_handles_its_interrupts_is_never_blamed()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(null, threaded);

        for (int i = 1; i <= 5; i++)
        {
            // The thread is not done before the CPU has looked what it has done so far.
            threaded.Hold();
            rig.Hardware.Raise(map.Index);
            threaded.AwaitEntered();
            rig.Settle();
            threaded.Release();
            rig.Device.SynchronizeIrq(map.Virq);
        }

        Assert.Equal(0, rig.Status(map).Unhandled);
    }

    [Fact]
    [Follows("§5 spurious", "IRQ_NONE")]
    public void Of_those_that_share_an_interrupt_one_has_to_handle_it()
    {
        using var rig = new TestRig();
        using var idle = new TestHandler { Answer = IrqReturn.None };
        using var busy = new TestHandler();
        (MsiMap map, _) = rig.Request(idle, "idle", IrqFlags.Shared);
        rig.RequestAt(map, busy, "busy", IrqFlags.Shared);

        rig.Hardware.Raise(map.Index);
        busy.AwaitRuns(1);
        rig.Settle();

        Assert.Equal((1, 0L), (idle.Runs, rig.Status(map).Unhandled));
    }

    private static (MsiMap Map, TestHandler Handler) RequestThatHandles(TestRig rig, int some, int from = 0) =>
        RequestThatHandles(rig, some, out _, IrqFlags.None, from);

    /// <summary>Requests with a handler that handles some interrupts and none of the others.</summary>
    private static (MsiMap Map, TestHandler Handler) RequestThatHandles(
        TestRig rig, int some, out IrqRegistration irq, IrqFlags flags = IrqFlags.None, int from = 0)
    {
        var handler = new TestHandler();
        handler.Also = () => handler.Answer = handler.Runs > from && handler.Runs <= from + some ? IrqReturn.Handled : IrqReturn.None;
        (MsiMap map, irq) = rig.Request(handler, "wq0", flags);
        return (map, handler);
    }

    /// <summary>Raises an interrupt so often, no faster than it is delivered.</summary>
    private static void Raise(TestRig rig, MsiMap map, TestHandler handler, int times)
    {
        int before = handler.Runs;
        for (int raised = 0; raised < times; raised++)
        {
            if (raised % InFlight == 0)
            {
                handler.AwaitRuns(before + raised);
            }

            rig.Hardware.Raise(map.Index);
        }

        handler.AwaitRuns(before + times);
        rig.Device.SynchronizeIrq(map.Virq);
    }

    private static void AwaitDisabled(TestRig rig, MsiMap map) =>
        Assert.True(SpinWait.SpinUntil(() => rig.Status(map) is { IsSpuriousDisabled: true, IsMasked: true }, Patience.Time), "it was not disabled");

    private static void AwaitTimer(FakeTime time) => Assert.True(SpinWait.SpinUntil(() => time.Waiting == 1, Patience.Time), "nobody waits for the time");
}
