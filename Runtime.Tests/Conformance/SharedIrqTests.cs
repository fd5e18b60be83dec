using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Several handlers of one interrupt.</summary>
public class SharedIrqTests
{
    [Theory]
    [InlineData(IrqFlags.None, IrqFlags.None)]
    [InlineData(IrqFlags.Shared, IrqFlags.None)]
    [InlineData(IrqFlags.None, IrqFlags.Shared)]
    [Follows("C40", "__setup_irq")]
    public void Both_have_to_want_to_share(IrqFlags first, IrqFlags second)
    {
        using var rig = new TestRig();
        using var one = new TestHandler();
        using var other = new TestHandler();
        (MsiMap map, _) = rig.Request(one, "one", first);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.RequestAt(map, other, "other", second));

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.Contains("already requested by 'one'", thrown.Message, StringComparison.Ordinal);
        rig.Hardware.Raise(map.Index);
        one.AwaitRuns(1);
        Assert.Equal(0, other.Runs);
    }

    [Fact]
    [Follows("§5 shared", "__handle_irq_event_percpu")]
    public void Every_handler_that_shares_is_asked_in_the_order_of_the_requests_whatever_the_others_say()
    {
        using var rig = new TestRig();
        var order = new List<string>();
        using var first = new TestHandler { Answer = IrqReturn.Handled, Also = () => order.Add("first") };
        using var second = new TestHandler { Answer = IrqReturn.None, Also = () => order.Add("second") };
        using var third = new TestHandler { Answer = IrqReturn.Handled, Also = () => order.Add("third") };
        (MsiMap map, _) = rig.Request(first, "first", IrqFlags.Shared);
        rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.RequestAt(map, third, "third", IrqFlags.Shared);

        rig.Hardware.Raise(map.Index);
        third.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        Assert.Equal(["first", "second", "third"], order);
        Assert.Equal(["first", "second", "third"], rig.Status(map).Handlers.ToArray());
    }

    [Fact]
    [Follows("§5 shared", "__handle_irq_event_percpu")]
    public void A_handler_that_throws_keeps_none_of_the_others_from_running()
    {
        using var rig = new TestRig();
        using var bad = new TestHandler { Also = () => throw new InvalidTimeZoneException("bad") };
        using var good = new TestHandler();
        (MsiMap map, _) = rig.Request(bad, "bad", IrqFlags.Shared);
        rig.RequestAt(map, good, "good", IrqFlags.Shared);

        rig.Hardware.Raise(map.Index);

        good.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Equal((1L, 0L), (rig.Status(map).Faults, rig.Status(map).Unhandled));
    }

    [Fact]
    [Follows("§5 shared", "__free_irq")]
    public void Freeing_one_handler_leaves_the_interrupt_to_the_others_and_the_last_one_shuts_it_down()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration one) = rig.Request(first, "first", IrqFlags.Shared);
        IrqRegistration other = rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.Log.Clear();

        one.Dispose();
        Assert.Empty(rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        Assert.Equal(0, first.Runs);
        Assert.Equal(MsiErrorCode.Busy, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);

        other.Dispose();
        Assert.Equal(["Mask", "WriteMessage"], rig.Log.Names);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 shared", "__setup_irq")]
    public void The_chip_is_started_for_the_first_handler_only()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, _) = rig.Request(first, "first", IrqFlags.Shared);
        rig.Log.Clear();

        rig.RequestAt(map, second, "second", IrqFlags.Shared);

        Assert.Empty(rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        first.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 shared", "disable_irq")]
    public void A_handler_that_joins_a_disabled_interrupt_waits_with_the_others()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, _) = rig.Request(first, "first", IrqFlags.Shared);
        rig.Device.DisableIrq(map.Virq);

        rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal((0, 0, 1), (first.Runs, second.Runs, rig.Status(map).DisableDepth));

        rig.Device.EnableIrq(map.Virq);
        first.AwaitRuns(1);
        second.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 shared", "__free_irq")]
    public void A_handler_freed_while_an_interrupt_is_disabled_does_not_run_when_it_is_enabled()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration one) = rig.Request(first, "first", IrqFlags.Shared);
        rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);

        one.Dispose();
        rig.Device.EnableIrq(map.Virq);

        second.AwaitRuns(1);
        rig.Settle();
        Assert.Equal(0, first.Runs);
    }

    [Fact]
    [Follows("§5 shared", "__free_irq")]
    public void A_handler_that_another_frees_in_the_same_run_does_not_run_any_more()
    {
        using var rig = new TestRig();
        IrqRegistration? other = null;
        using var first = new TestHandler { Also = () => other!.Dispose() };
        using var second = new TestHandler();
        using var third = new TestHandler();
        (MsiMap map, _) = rig.Request(first, "first", IrqFlags.Shared);
        other = rig.RequestAt(map, second, "second", IrqFlags.Shared);
        rig.RequestAt(map, third, "third", IrqFlags.Shared);

        rig.Hardware.Raise(map.Index);
        third.AwaitRuns(1);
        rig.Hardware.Raise(map.Index);
        third.AwaitRuns(2);

        other.Dispose();
        Assert.Equal(0, second.Runs);
        Assert.Equal(["first", "third"], rig.Status(map).Handlers.ToArray());
    }

    [Fact]
    [Follows("§5 shared", "__free_irq")]
    public void A_handler_that_frees_itself_leaves_the_interrupt_to_the_others()
    {
        using var rig = new TestRig();
        IrqRegistration? self = null;
        using var first = new TestHandler { Also = () => self!.Dispose() };
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(first, "first", IrqFlags.Shared);
        self = irq;
        rig.RequestAt(map, second, "second", IrqFlags.Shared);

        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(1);
        self.Dispose();
        rig.Hardware.Raise(map.Index);

        second.AwaitRuns(2);
        Assert.Equal(1, first.Runs);
    }

    [Fact]
    [Follows("§5 shared", "__synchronize_irq")]
    public async Task Freeing_one_handler_waits_for_the_run_under_way()
    {
        using var rig = new TestRig();
        using var first = new TestHandler();
        using var second = new TestHandler();
        (MsiMap map, IrqRegistration one) = rig.Request(first, "first", IrqFlags.Shared);
        rig.RequestAt(map, second, "second", IrqFlags.Shared);
        first.Hold();
        rig.Hardware.Raise(map.Index);
        first.AwaitEntered();

        var probe = new LockProbe(one.Dispose);
        Assert.True(probe.Waits);
        Assert.False(one.DisposeAsync().AsTask().IsCompleted);

        first.Release();
        probe.Join();
        await one.DisposeAsync().AsTask().WaitAsync(Patience.Time);
        rig.Hardware.Raise(map.Index);
        second.AwaitRuns(2);
        Assert.Equal(1, first.Runs);
    }

    [Fact]
    [Follows("§5 shared", "IRQCHIP_ONESHOT_SAFE")]
    public void Messages_may_be_shared_whoever_wants_them_masked_until_a_thread_is_done()
    {
        using var rig = new TestRig();
        using var first = new TestHandler { Answer = IrqReturn.WakeThread };
        using var threaded = new TestHandler();
        using var plain = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(first, threaded, "threaded", IrqFlags.Shared | IrqFlags.OneShot);

        rig.RequestAt(map, plain, "plain", IrqFlags.Shared);
        rig.Hardware.Raise(map.Index);

        plain.AwaitRuns(1);
        threaded.AwaitRuns(1);
    }

    [Fact]
    [Follows("§5 shared", "request_threaded_irq")]
    public void A_shared_interrupt_is_enabled_for_all_or_for_none()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => rig.RequestAt(map, handler, flags: IrqFlags.Shared | IrqFlags.NoAutoEnable));

        Assert.Contains("NoAutoEnable", thrown.Message, StringComparison.Ordinal);
        Assert.False(rig.Device.HasIrqHandler(map.Virq));
    }
}
