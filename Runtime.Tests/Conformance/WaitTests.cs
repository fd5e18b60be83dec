using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Waiting for an interrupt instead of having a handler run: what a read of a UIO device is in the kernel.</summary>
public class WaitTests
{
    [Fact]
    [Follows("§5 waiting", "uio_event_notify")]
    public async Task A_wait_ends_with_the_next_interrupt_and_not_on_the_cpus_thread()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);
        var thread = new TaskCompletionSource<string?>();
        Task waiting = Wait();
        Assert.False(waiting.IsCompleted);

        rig.Hardware.Raise(map.Index);

        Assert.NotEqual("irq-cpu0", await thread.Task.WaitAsync(Patience.Time));
        await waiting;

        async Task Wait()
        {
            await irq.WaitAsync();
            thread.SetResult(Thread.CurrentThread.Name);
        }
    }

    [Fact]
    [Follows("§5 waiting", "uio_read")]
    public async Task Interrupts_between_two_waits_are_one_and_none_is_lost()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);
        for (int i = 0; i < 3; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        rig.Settle();
        await irq.WaitAsync().AsTask().WaitAsync(Patience.Time);

        using var cancellation = new CancellationTokenSource();
        ValueTask second = irq.WaitAsync(cancellation.Token);
        Assert.False(second.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(second.AsTask);
    }

    [Fact]
    [Follows("§5 waiting", "uio_read")]
    public async Task A_cancelled_wait_leaves_the_interrupt_to_the_next()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);
        using var cancellation = new CancellationTokenSource();
        ValueTask cancelled = irq.WaitAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(cancelled.AsTask);

        rig.Hardware.Raise(map.Index);

        await irq.WaitAsync().AsTask().WaitAsync(Patience.Time);
    }

    [Fact]
    [Follows("§5 waiting", "free_irq")]
    public async Task Freeing_fails_the_wait_and_every_other_after_it()
    {
        using var rig = new TestRig();
        (_, IrqRegistration irq) = Request(rig);
        Task waiting = irq.WaitAsync().AsTask();

        await irq.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience.Time));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => irq.WaitAsync().AsTask());
    }

    [Fact]
    [Follows("§5 waiting", "uio_unregister_device")]
    public async Task Removing_the_device_fails_the_wait()
    {
        using var rig = new TestRig();
        (_, IrqRegistration irq) = Request(rig);
        Task waiting = irq.WaitAsync().AsTask();

        rig.Device.Dispose();

        ObjectDisposedException thrown = await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience.Time));
        Assert.Contains("Device 0000:00:01.0 was removed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 waiting", "uio_read")]
    public async Task There_is_one_wait_at_a_time()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);
        Task first = irq.WaitAsync().AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => irq.WaitAsync().AsTask());

        rig.Hardware.Raise(map.Index);
        await first.WaitAsync(Patience.Time);
    }

    [Fact]
    [Follows("§5 waiting", "request_irq")]
    public async Task A_registration_with_a_handler_has_nothing_to_wait_for()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (_, IrqRegistration irq) = rig.Request(handler, "wq0");

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => irq.WaitAsync().AsTask());

        Assert.Contains("'wq0' has a handler", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 waiting", "disable_irq")]
    public async Task What_comes_while_the_interrupt_is_disabled_ends_the_wait_when_it_is_enabled()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);
        Task waiting = irq.WaitAsync().AsTask();
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.False(waiting.IsCompleted);

        rig.Device.EnableIrq(map.Virq);

        await waiting.WaitAsync(Patience.Time);
    }

    [Fact]
    [Follows("§5 waiting", "uio_read")]
    public async Task A_thousand_waits_get_a_thousand_interrupts()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = Request(rig);

        for (int i = 0; i < 1000; i++)
        {
            ValueTask waiting = irq.WaitAsync();
            rig.Hardware.Raise(map.Index);
            await waiting.AsTask().WaitAsync(Patience.Time);
        }

        Assert.Equal(1000, irq.Count);
    }

    private static (MsiMap Map, IrqRegistration Irq) Request(TestRig rig)
    {
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        return (map, rig.Device.RequestIrq(map.Virq, "wq0"));
    }
}
