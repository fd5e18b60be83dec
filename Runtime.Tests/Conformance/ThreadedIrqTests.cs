using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Handlers with a thread of their own.</summary>
public class ThreadedIrqTests
{
    [Fact]
    [Follows("§5 threaded", "setup_irq_thread")]
    public void A_handler_that_says_so_wakes_a_thread_of_its_own()
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = IrqReturn.WakeThread };
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(first, threaded, "wq0");

        rig.Hardware.Raise(map.Index);

        threaded.AwaitRuns(1);
        Assert.Equal(("irq-cpu0", $"irq/{map.Virq}-wq0"), (first.ThreadName, threaded.ThreadName));
    }

    [Theory]
    [InlineData(IrqReturn.Handled)]
    [InlineData(IrqReturn.None)]
    [Follows("§5 threaded", "IRQ_WAKE_THREAD")]
    public void A_handler_that_does_not_say_so_wakes_nobody(IrqReturn answer)
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = answer };
        using var threaded = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.RequestThreaded(first, threaded);

        rig.Hardware.Raise(map.Index);
        first.AwaitRuns(1);
        irq.Dispose();

        Assert.Equal(0, threaded.Runs);
    }

    [Theory]
    [InlineData(IrqFlags.None)]
    [InlineData(IrqFlags.OneShot)]
    [Follows("§5 threaded", "IRQCHIP_ONESHOT_SAFE")]
    public void A_message_needs_no_first_handler_and_is_not_masked_for_the_thread(IrqFlags flags)
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(null, threaded, flags: flags);
        rig.Log.Clear();
        threaded.Hold();

        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        Assert.False(rig.Status(map).IsMasked);
        Assert.Empty(rig.Log.Names);
    }

    [Fact]
    [Follows("§5 threaded", "IRQTF_RUNTHREAD")]
    public void What_comes_while_the_thread_runs_makes_it_run_once_more()
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = IrqReturn.WakeThread };
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(first, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        for (int i = 0; i < 5; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        first.AwaitRuns(6);
        threaded.Release();
        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Equal((2, false), (threaded.Runs, threaded.Overlapped));
    }

    [Fact]
    [Follows("§5 free_irq", "kthread_stop")]
    public async Task Freeing_waits_for_the_thread()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.RequestThreaded(null, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        var probe = new LockProbe(irq.Dispose);
        Task freed = irq.DisposeAsync().AsTask();
        Assert.True(probe.Waits);
        Assert.False(freed.IsCompleted);
        Assert.Equal(MsiErrorCode.Busy, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);

        threaded.Release();
        probe.Join();
        await freed.WaitAsync(Patience.Time);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "irq_thread")]
    public void What_was_woken_but_had_not_begun_when_the_handler_was_freed_does_not_run()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.RequestThreaded(null, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();
        rig.Hardware.Raise(map.Index);
        rig.Settle();

        var probe = new LockProbe(irq.Dispose);
        Assert.True(probe.Waits);
        threaded.Release();
        probe.Join();

        Assert.Equal(1, threaded.Runs);
    }

    [Fact]
    [Follows("§5 free_irq", "irq_thread")]
    public void A_thread_may_free_its_own_handler_and_ends_with_the_run()
    {
        using var rig = new TestRig();
        IrqRegistration? self = null;
        using var threaded = new TestHandler();
        threaded.Also = () => self!.Dispose();
        (MsiMap map, IrqRegistration irq) = rig.RequestThreaded(null, threaded);
        self = irq;

        rig.Hardware.Raise(map.Index);
        threaded.AwaitRuns(1);
        irq.Dispose();
        rig.Hardware.Raise(map.Index);
        rig.Settle();

        Assert.Equal(1, threaded.Runs);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "free_irq")]
    public void A_thread_may_wait_for_another_handler_to_be_freed()
    {
        using var rig = new TestRig();
        using var other = new TestHandler();
        (MsiMap theirs, IrqRegistration irq) = rig.Request(other);
        using var threaded = new TestHandler();
        threaded.Also = irq.Dispose;
        (MsiMap map, _) = rig.RequestThreaded(null, threaded);

        rig.Hardware.Raise(map.Index);
        threaded.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        rig.Device.FreeImsIrq(theirs);
    }

    [Fact]
    [Follows("§5 threaded", "irq_thread_fn")]
    public void A_thread_whose_handler_throws_goes_on()
    {
        var logger = new ListLogger(LogLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Machine = new() { Logger = logger } });
        using var threaded = new TestHandler { Also = () => throw new InvalidTimeZoneException("from the thread") };
        (MsiMap map, IrqRegistration irq) = rig.RequestThreaded(null, threaded, "wq0");

        for (int run = 1; run <= 2; run++)
        {
            rig.Hardware.Raise(map.Index);
            threaded.AwaitRuns(run);
            rig.Device.SynchronizeIrq(map.Virq);
        }

        irq.Dispose();
        Assert.Equal(["HandlerThrew", "HandlerThrew"], logger.Entries.Select(entry => entry.Id.Name));
    }

    [Fact]
    [Follows("§5 synchronize", "synchronize_irq")]
    public void Who_synchronizes_waits_for_the_thread_but_the_thread_itself_may_not()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        MsiMap map = default;
        Exception?[] thrown = [];
        threaded.Also = () => thrown = [Record.Exception(() => rig.Device.SynchronizeIrq(map.Virq)), Record.Exception(() => rig.Device.DisableIrq(map.Virq))];
        (map, _) = rig.RequestThreaded(null, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        var probe = new LockProbe(() => rig.Device.SynchronizeIrq(map.Virq));
        Assert.True(probe.Waits);
        threaded.Release();
        probe.Join();

        Assert.All(thrown, failure => Assert.IsType<InvalidOperationException>(failure));
        Assert.Equal((2, 0), (thrown.Length, rig.Status(map).DisableDepth));
    }

    [Fact]
    [Follows("§5 disable depth", "disable_irq")]
    public void Who_disables_waits_for_the_thread()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(null, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        var probe = new LockProbe(() => rig.Device.DisableIrq(map.Virq));
        Assert.True(probe.Waits);
        threaded.Release();

        probe.Join();
        Assert.Equal(1, rig.Status(map).DisableDepth);
    }

    [Fact]
    [Follows("§5 threaded", "request_threaded_irq")]
    public void A_threaded_handler_has_a_second_part() =>
        Assert.Throws<ArgumentNullException>(() =>
        {
            using var rig = new TestRig();
            rig.Device.RequestThreadedIrq(rig.Device.AllocateImsIrq(new TestCookie(1)).Virq, null, null!, 0, "test");
        });
}
