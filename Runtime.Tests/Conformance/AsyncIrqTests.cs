using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Handlers whose second part is asynchronous: threaded handlers without a thread that waits.</summary>
public class AsyncIrqTests
{
    [Fact]
    [Follows("§5 threaded", "irq_thread")]
    public void An_asynchronous_handler_runs_elsewhere_than_on_the_cpus_thread()
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = IrqReturn.WakeThread };
        using var second = new TestHandler();
        (MsiMap map, _) = Request(rig, first, second);

        rig.Hardware.Raise(map.Index);

        second.AwaitRuns(1);
        Assert.Equal("irq-cpu0", first.ThreadName);
        Assert.NotEqual("irq-cpu0", second.ThreadName);
    }

    [Fact]
    [Follows("§5 threaded", "IRQTF_RUNTHREAD")]
    public void What_comes_while_the_asynchronous_handler_runs_makes_it_run_once_more()
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = IrqReturn.WakeThread };
        using var second = new TestHandler();
        (MsiMap map, _) = Request(rig, first, second);
        second.Hold();
        rig.Hardware.Raise(map.Index);
        second.AwaitEntered();

        for (int i = 0; i < 5; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        first.AwaitRuns(6);
        second.Release();
        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Equal((2, false), (second.Runs, second.Overlapped));
    }

    [Fact]
    [Follows("§5 free_irq", "kthread_stop")]
    public async Task Freeing_tells_the_asynchronous_handler_to_stop_and_waits_for_it()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool stopped = false;
        IrqRegistration irq = rig.Device.RequestAsyncIrq(
            map.Virq,
            null,
            async (_, entered, stopping) =>
            {
                entered.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, stopping);
                }
                finally
                {
                    stopped = true;
                }

                return IrqReturn.Handled;
            },
            entered,
            "test");
        rig.Hardware.Raise(map.Index);
        await entered.Task.WaitAsync(Patience.Time);

        await irq.DisposeAsync().AsTask().WaitAsync(Patience.Time);

        Assert.True(stopped);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "irq_thread")]
    public void An_asynchronous_handler_may_free_itself()
    {
        using var rig = new TestRig();
        IrqRegistration? self = null;
        using var second = new TestHandler();
        second.Also = () => self!.Dispose();
        (MsiMap map, IrqRegistration irq) = Request(rig, null, second);
        self = irq;

        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        irq.Dispose();
        rig.Hardware.Raise(map.Index);
        rig.Settle();

        Assert.Equal(1, second.Runs);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 threaded", "irq_thread_fn")]
    public void An_asynchronous_handler_that_throws_goes_on()
    {
        var logger = new ListLogger(LogLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Machine = new() { Logger = logger } });
        using var second = new TestHandler { Also = () => throw new InvalidTimeZoneException("from the task") };
        (MsiMap map, IrqRegistration irq) = Request(rig, null, second);

        for (int run = 1; run <= 2; run++)
        {
            rig.Hardware.Raise(map.Index);
            second.AwaitRuns(run);
            rig.Device.SynchronizeIrq(map.Virq);
        }

        irq.Dispose();
        Assert.Equal(2, logger.Entries.Count);
    }

    [Fact]
    [Follows("§5 synchronize", "synchronize_irq")]
    public void An_asynchronous_handler_may_not_wait_for_itself()
    {
        using var rig = new TestRig();
        using var second = new TestHandler();
        MsiMap map = default;
        Exception?[] thrown = [];
        second.Also = () => thrown = [Record.Exception(() => rig.Device.SynchronizeIrq(map.Virq)), Record.Exception(() => rig.Device.DisableIrq(map.Virq))];
        (map, _) = Request(rig, null, second);

        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        Assert.All(thrown, failure => Assert.IsType<InvalidOperationException>(failure));
        Assert.Equal((2, 0), (thrown.Length, rig.Status(map).DisableDepth));
    }

    private static (MsiMap Map, IrqRegistration Irq) Request(TestRig rig, TestHandler? first, TestHandler second)
    {
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqHandler<TestHandler>? hard = first is null ? null : (_, _) => first.Run();
        return (map, rig.Device.RequestAsyncIrq(map.Virq, hard, static (_, handler, _) => ValueTask.FromResult(handler.Run()), second, "wq0"));
    }
}
