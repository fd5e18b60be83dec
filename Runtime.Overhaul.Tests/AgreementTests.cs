using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Overhaul.Tests;

/// <summary>
/// Delivery threads execute no fence, so whoever takes a handler from them forces a barrier upon every processor, once each time, between
/// withdrawing the handler and looking whether it runs. Left out, one free in a great many would return too early; so it is counted.
/// </summary>
public class AgreementTests
{
    [Fact]
    public void Freeing_and_disabling_and_waiting_cost_one_each_and_nothing_else_costs_any()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();

        MsiMap map = default;
        Assert.Equal(0, Agreements(() => map = rig.Device.AllocateImsIrq(new TestCookie(1))));
        IrqRegistration first = null!;
        IrqRegistration second = null!;
        Assert.Equal(0, Agreements(() => first = rig.RequestAt(map, handler, flags: IrqFlags.Shared)));
        Assert.Equal(0, Agreements(() => second = rig.RequestAt(map, handler, flags: IrqFlags.Shared)));
        Assert.Equal(0, Agreements(() => rig.Hardware.Raise(map.Index)));
        Assert.Equal(0, Agreements(() => rig.Device.SetIrqAffinity(map.Virq, [1])));
        Assert.Equal(1, Agreements(() => rig.Device.SynchronizeIrq(map.Virq)));
        Assert.Equal(1, Agreements(() => rig.Device.DisableIrq(map.Virq)));
        Assert.Equal(0, Agreements(() => rig.Device.DisableIrqNoSync(map.Virq)));
        Assert.Equal(0, Agreements(() => rig.Device.EnableIrq(map.Virq)));
        Assert.Equal(0, Agreements(() => rig.Device.EnableIrq(map.Virq)));
        Assert.Equal(1, Agreements(first.Dispose));
        Assert.Equal(0, Agreements(first.Dispose));
        Assert.Equal(1, Agreements(second.Dispose));
        Assert.Equal(0, Agreements(() => rig.Device.FreeImsIrq(map)));
    }

    [Fact]
    public void What_may_have_let_the_handler_run_before_it_failed_costs_one()
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true });
        using var handler = new TestHandler();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        rig.Log.FailOnce("BusSyncUnlock");
        Assert.Equal(1, Agreements(() => Assert.Throws<MsiException>(() => rig.RequestAt(map, handler))));

        using IrqRegistration irq = rig.RequestAt(map, handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Log.FailOnce("BusSyncUnlock");
        Assert.Equal(1, Agreements(() => Assert.Throws<MsiException>(() => rig.Device.EnableIrq(map.Virq))));
    }

    [Fact]
    public void Removing_a_device_costs_one_for_each_handler()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        rig.Request(handler);
        rig.Request(handler);
        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Equal(2, Agreements(rig.Device.Dispose));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_handler_is_withdrawn_before_and_waited_for_afterwards(bool frees)
    {
        using var rig = new TestRig();
        using var late = new TestHandler();
        using var running = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(late);
        (MsiMap runningMap, IrqRegistration runningIrq) = rig.Request(running);

        // What arrives just before the barrier finds no handler any more.
        Before(() =>
        {
            rig.Hardware.Raise(map.Index);
            rig.Settle();
        }, () => End(irq, map.Virq));
        Assert.Equal(0, late.Runs);

        // A run that began just before it is over when the operation returns.
        running.Hold();
        rig.Hardware.Raise(runningMap.Index);
        running.AwaitEntered();
        bool isOver = false;
        running.Also = () => isOver = true;
        Before(running.Release, () => End(runningIrq, runningMap.Virq));
        Assert.True(isOver);
        Assert.Equal(1, running.Runs);

        void End(IrqRegistration registration, Virq virq)
        {
            if (frees)
            {
                registration.Dispose();
            }
            else
            {
                rig.Device.DisableIrq(virq);
            }
        }
    }

    private static int Agreements(Action operation)
    {
        int before = OverhauledParts.Agreements;
        operation();
        return OverhauledParts.Agreements - before;
    }

    /// <summary>Does something when an operation is about to force its barrier; once.</summary>
    private static void Before(Action doing, Action operation)
    {
        OverhauledParts.BeforeAgreement(() =>
        {
            OverhauledParts.BeforeAgreement(null);
            doing();
        });
        int before = OverhauledParts.Agreements;
        operation();
        Assert.NotEqual(before, OverhauledParts.Agreements);
    }
}
