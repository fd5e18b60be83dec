using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Requesting and freeing one handler, beyond what <see cref="RequestTests"/> shows.</summary>
public class RequestRuleTests
{
    [Fact]
    [Follows("§5 request_irq", "irq_startup")]
    public void The_handler_is_published_before_the_device_may_raise()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();
        for (int round = 1; round <= 200; round++)
        {
            // The device keeps the edge and raises it the moment it is unmasked.
            rig.Hardware.Raise(map.Index);
            using IrqRegistration irq = rig.RequestAt(map, handler);
            handler.AwaitRuns(round);
        }

        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 request_irq", "irq_domain_activate_irq")]
    public void A_request_activates_then_starts()
    {
        using var rig = new TestRig(new TestRigOptions { OverridesStartup = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();
        string? before = null;
        rig.Log.During("WriteMessage", () => before ??= rig.Hardware.Describe(map.Index));
        rig.Log.Clear();

        rig.RequestAt(map, handler);

        Assert.Equal(["WriteMessage", "Startup"], rig.Log.Names);
        Assert.EndsWith(", masked", before, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 free_irq", "__free_irq")]
    public void Freeing_shuts_down_waits_and_only_then_takes_the_message_away()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();
        rig.Log.Clear();

        var probe = new LockProbe(irq.Dispose);
        Assert.True(probe.Waits);
        Assert.Equal(["Mask"], rig.Log.Names);

        handler.Release();
        probe.Join();
        Assert.Equal(["Mask", "WriteMessage"], rig.Log.Names);
    }

    [Fact]
    [Follows("§5 request_irq", "IRQF_NO_AUTOEN")]
    public void An_interrupt_that_is_not_enabled_by_its_request_has_a_message_and_waits_to_be_enabled()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        rig.Log.Clear();

        (MsiMap map, _) = rig.Request(handler, flags: IrqFlags.NoAutoEnable);
        Assert.Equal(["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq", "WriteMessage"], rig.Log.Names);
        Assert.Equal((1, true, true), (rig.Status(map).DisableDepth, rig.Status(map).IsActivated, rig.Status(map).IsMasked));
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal(0, handler.Runs);

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
        Assert.Equal("Unmask", rig.Log.Names.Last());
    }

    [Fact]
    [Follows("§5 request_irq", "IRQF_NO_AUTOEN")]
    public void An_interrupt_that_was_never_enabled_is_freed_like_any_other()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler, flags: IrqFlags.NoAutoEnable);

        irq.Dispose();

        Assert.Equal("0x00000000 to 0x0000000000000000, masked", rig.Hardware.Describe(map.Index));
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("C40", "free_irq")]
    public void Freeing_what_is_freed_does_nothing_to_the_next_handler()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration stale) = rig.Request(first);
        stale.Dispose();
        rig.RequestAt(map, second);
        rig.Log.Clear();

        stale.Dispose();

        Assert.Empty(rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        Assert.Equal(0, first.Runs);
    }

    [Fact]
    [Follows("§5 request_irq", "irq_has_action")]
    public void Whether_an_interrupt_is_requested_can_be_asked()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.False(rig.Device.HasIrqHandler(map.Virq));

        IrqRegistration irq = rig.RequestAt(map, handler);
        Assert.True(rig.Device.HasIrqHandler(map.Virq));

        irq.Dispose();
        Assert.False(rig.Device.HasIrqHandler(map.Virq));
    }

    [Fact]
    [Follows("§5 request_irq", "request_threaded_irq")]
    public void A_request_needs_a_name_and_a_handler()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Throws<ArgumentException>(() => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, " "));
        Assert.Throws<ArgumentNullException>(() => rig.Device.RequestIrq(map.Virq, null!, 0, "test"));
        Assert.Throws<ArgumentNullException>(() => rig.Device.RequestAsyncIrq(map.Virq, null, null!, 0, "test"));

        Assert.False(rig.Device.HasIrqHandler(map.Virq));
    }

    [Fact]
    [Follows("§5 counts", "kstat_incr_irqs_this_cpu")]
    public void Every_run_is_counted_once_and_each_registration_counts_its_own()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration first) = rig.Request(handler);
        for (int i = 1; i <= 10; i++)
        {
            rig.Hardware.Raise(map.Index);
            handler.AwaitRuns(i);
        }

        first.Dispose();
        using IrqRegistration second = rig.RequestAt(map, handler);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(11);
        rig.Device.SynchronizeIrq(map.Virq);

        Assert.Equal((1L, 11L), (second.Count, rig.Status(map).Count));
    }

    [Fact]
    [Follows("§5 edge flow", "handle_edge_irq")]
    public void An_edge_that_comes_while_the_handler_runs_makes_it_run_again_never_twice_at_a_time()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();

        rig.Hardware.Raise(map.Index);
        handler.Release();

        handler.AwaitRuns(2);
        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 edge flow", "handle_edge_irq")]
    public void However_many_devices_write_the_same_message_the_handler_never_runs_twice_at_a_time()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        using (new Raiser(() => rig.Hardware.Bus.Write32(address, data)))
        using (new Raiser(() => rig.Hardware.Bus.Write32(address, data)))
        {
            handler.AwaitRuns(5000);
        }

        irq.Dispose();
        Assert.False(handler.Overlapped);
    }

    [Fact]
    [Follows("§5 edge flow", "IRQS_PENDING")]
    public void An_edge_for_which_there_is_no_handler_yet_is_kept_and_masked_until_there_is_one()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(first);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        irq.Dispose();

        rig.Hardware.Bus.Write32(address, data);
        rig.Settle();
        Assert.Equal((true, true), (rig.Status(map).IsPending, rig.Status(map).IsMasked));

        rig.RequestAt(map, second);
        second.AwaitRuns(1);
        Assert.Equal(0, first.Runs);
    }

    [Fact]
    [Follows("§5 free_irq", "free_irq")]
    public async Task A_handler_that_frees_itself_asynchronously_runs_to_its_end()
    {
        using var rig = new TestRig();
        IrqRegistration? self = null;
        Task? freed = null;
        using var handler = new TestHandler();
        handler.Also = () => freed = self!.DisposeAsync().AsTask();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        self = irq;

        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        await irq.DisposeAsync();

        await freed!.WaitAsync(Patience.Time);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§2 process context", "msi_lock_descs")]
    public void A_handler_which_is_no_interrupt_context_here_may_allocate_request_and_free()
    {
        using var rig = new TestRig();
        using var other = new TestHandler();
        using var handler = new TestHandler();
        Exception? thrown = null;
        handler.Also = () => thrown = Record.Exception(() =>
        {
            (MsiMap map, IrqRegistration irq) = rig.Request(other);
            rig.Device.FreeImsIrq(rig.Device.AllocateImsIrq(new TestCookie(2)));
            _ = irq.DisposeAsync().AsTask();
            rig.Device.GetVirq(map.DomainId, map.Index);
        });
        (MsiMap ours, _) = rig.Request(handler);

        rig.Hardware.Raise(ours.Index);
        handler.AwaitRuns(1);
        rig.Device.SynchronizeIrq(ours.Virq);

        Assert.Null(thrown);
    }
}
