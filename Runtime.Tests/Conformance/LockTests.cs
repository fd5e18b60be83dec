using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>
/// Under which lock each callback runs: another thread tries something that takes the lock, and does not get anywhere until the callback
/// returns.
/// </summary>
public class LockTests
{
    [Theory]
    [InlineData("PrepareDescriptor", "prepare_desc")]
    [InlineData("SetDescriptor", "set_desc")]
    [InlineData("GetHwirq", "get_hwirq")]
    [InlineData("InitializeIrq", "msi_init")]
    [Follows("§3 locks", "msi_lock_descs")]
    public void Callbacks_of_an_allocation_run_under_the_descriptor_lock(string callback, string symbol)
    {
        using var rig = new TestRig();

        AssertWaits(rig, callback, () => rig.Device.GetVirq(MsiDomainId.Secondary, 0), () => rig.Device.AllocateImsIrq(new TestCookie(1)), symbol);
    }

    [Fact]
    [Follows("§3 locks", "msi_free")]
    public void The_callback_of_freeing_runs_under_the_descriptor_lock()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        AssertWaits(rig, "FreeIrq", () => rig.Device.GetVirq(MsiDomainId.Secondary, 0), () => rig.Device.FreeImsIrq(map));
    }

    [Fact]
    [Follows("§3 locks", "msi_prepare")]
    public void A_domain_is_prepared_under_the_descriptor_lock()
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        var options = new TestRigOptions();
        LockProbe? probe = null;
        options.Log.During("Prepare", () => probe = new LockProbe(() => rig.Device.GetVirq(MsiDomainId.Secondary, 0)));

        rig.CreateImsDomain(options);

        Assert.True(probe!.Waits);
        probe.Join();
    }

    [Fact]
    [Follows("§3 locks", "msi_teardown")]
    public void A_domain_is_torn_down_under_the_descriptor_lock()
    {
        using var rig = new TestRig();

        AssertWaits(rig, "Teardown", () => rig.Device.GetVirq(MsiDomainId.Secondary, 0), () => rig.RemoveDomain(MsiDomainId.Secondary));
    }

    [Fact]
    [Follows("§3 locks", "msi_for_each_desc")]
    public void Descriptors_are_walked_under_the_descriptor_lock()
    {
        using var rig = new TestRig();
        rig.Device.AllocateImsIrq(new TestCookie(1));
        LockProbe? probe = null;

        rig.Walk(MsiDomainId.Secondary, () => probe = new LockProbe(() => rig.Device.GetVirq(MsiDomainId.Secondary, 0)));

        Assert.True(probe!.Waits);
        probe.Join();
    }

    [Theory]
    [InlineData("GetHwirq")]
    [InlineData("InitializeIrq")]
    [InlineData("FreeIrq")]
    [Follows("§3 locks", "irq_domain.root->mutex")]
    public void Callbacks_that_map_an_interrupt_run_under_the_root_lock_of_all_devices(string callback)
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());
        Action cause = callback == "FreeIrq"
            ? FreeOf(rig, rig.Device.AllocateImsIrq(new TestCookie(1)))
            : () => rig.Device.AllocateImsIrq(new TestCookie(1));

        AssertWaits(rig, callback, () => other.AllocateImsIrq(new TestCookie(1)), cause);
    }

    [Theory]
    [InlineData("PrepareDescriptor")]
    [InlineData("SetDescriptor")]
    [Follows("§3 locks", "irq_domain.root->mutex")]
    public void Callbacks_that_prepare_a_descriptor_hold_up_no_other_device(string callback)
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());

        AssertProceeds(rig, callback, () => other.AllocateImsIrq(new TestCookie(1)), () => rig.Device.AllocateImsIrq(new TestCookie(1)));
    }

    [Theory]
    [InlineData("GetHwirq")]
    [InlineData("InitializeIrq")]
    [Follows("§3 locks", "msi_lock_descs")]
    public void The_root_lock_does_not_stand_for_the_descriptor_locks(string callback)
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());

        AssertProceeds(rig, callback, () => other.GetVirq(MsiDomainId.Secondary, 0), () => rig.Device.AllocateImsIrq(new TestCookie(1)));
    }

    [Theory]
    [InlineData("WriteMessage", false)]
    [InlineData("Unmask", false)]
    [InlineData("Startup", true)]
    [Follows("§3 locks", "irq_desc.lock")]
    public void Callbacks_of_a_request_run_under_the_interrupts_own_lock(string callback, bool overridesStartup)
    {
        using var rig = new TestRig(new TestRigOptions { OverridesStartup = overridesStartup });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        AssertWaits(rig, callback, () => rig.Status(map), () => rig.RequestAt(map, handler));
    }

    [Theory]
    [InlineData("Mask", false)]
    [InlineData("WriteMessage", false)]
    [InlineData("Shutdown", true)]
    [Follows("§3 locks", "irq_desc.lock")]
    public void Callbacks_of_freeing_a_handler_run_under_the_interrupts_own_lock(string callback, bool overridesStartup)
    {
        using var rig = new TestRig(new TestRigOptions { OverridesStartup = overridesStartup });
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);

        AssertWaits(rig, callback, () => rig.Status(map), irq.Dispose);
    }

    [Theory]
    [InlineData("WriteMessage")]
    [InlineData("Unmask")]
    [Follows("§3 locks", "request_irq")]
    public void A_request_holds_up_neither_its_device_nor_any_other(string callback)
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        AssertProceeds(
            rig,
            callback,
            () =>
            {
                rig.Device.AllocateImsIrq(new TestCookie(1));
                other.AllocateImsIrq(new TestCookie(1));
            },
            () => rig.RequestAt(map, handler));
    }

    [Fact]
    [Follows("§3 locks", "irq_desc.request_mutex")]
    public void Who_moves_an_interrupt_waits_for_its_request()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        AssertWaits(rig, "Unmask", () => rig.Device.SetIrqAffinity(map.Virq, [1]), () => rig.RequestAt(map, handler));
    }

    [Fact]
    [Follows("§3 locks", "MSI_FLAG_ACTIVATE_EARLY")]
    public void Early_activation_runs_under_the_descriptor_lock_but_not_the_root_lock()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        PciDevice other = rig.Plug(new TestRigOptions());
        LockProbe? probe = null;
        bool otherProceeds = false;
        rig.Log.During("WriteMessage", () =>
        {
            probe = new LockProbe(() => rig.Device.GetVirq(MsiDomainId.Secondary, 0));
            otherProceeds = LockProbe.Proceeds(() => other.AllocateImsIrq(new TestCookie(1)));
        });

        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.True(probe!.Waits);
        Assert.True(otherProceeds);
        probe.Join();
    }

    [Theory]
    [InlineData("BusLock")]
    [InlineData("BusSyncUnlock")]
    [Follows("§3 locks", "irq_bus_sync_unlock")]
    public void The_ends_of_the_bus_lie_outside_of_the_interrupts_own_lock(string callback)
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        AssertProceeds(rig, callback, () => rig.Status(map), () => rig.RequestAt(map, handler));
    }

    [Fact]
    [Follows("§3 locks", "irq_bus_lock")]
    public void The_bus_is_locked_round_whatever_changes_the_chip()
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true, DisablesAtOnce = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();

        IrqRegistration? irq = null;
        Assert.Equal(["BusLock", "WriteMessage", "Unmask", "BusSyncUnlock"], Calls(rig, () => irq = rig.RequestAt(map, handler)));
        Assert.Equal(["BusLock", "Mask", "BusSyncUnlock"], Calls(rig, () => rig.Device.DisableIrq(map.Virq)));
        Assert.Equal(["BusLock", "Unmask", "BusSyncUnlock"], Calls(rig, () => rig.Device.EnableIrq(map.Virq)));
        Assert.Equal(["BusLock", "Mask", "BusSyncUnlock", "BusLock", "WriteMessage", "BusSyncUnlock"], Calls(rig, () => irq!.Dispose()));
    }

    [Fact]
    [Follows("§3 locks", "irq_bus_lock")]
    public void The_bus_is_locked_round_an_early_message_and_its_end()
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true, ActivateEarly = true });
        MsiMap map = default;

        Assert.Equal(["BusLock", "WriteMessage", "BusSyncUnlock"], Calls(rig, () => map = rig.Device.AllocateImsIrq(new TestCookie(1))).TakeLast(3));
        Assert.Equal(["BusLock", "WriteMessage", "BusSyncUnlock", "FreeIrq"], Calls(rig, () => rig.Device.FreeImsIrq(map)));
    }

    [Fact]
    [Follows("§3 locks", "irq_bus_lock")]
    public void The_bus_is_locked_round_a_message_that_a_move_changes()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping() with { HasBus = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        IReadOnlyList<string> calls = Calls(rig, () => rig.Device.SetIrqAffinity(map.Virq, [1]));

        Assert.Equal(("BusLock", "BusSyncUnlock"), (calls[0], calls[^1]));
        Assert.Contains("WriteMessage", calls);
    }

    [Fact]
    [Follows("§3 locks", "mask_ack_irq")]
    public void A_message_that_nobody_wants_is_masked_without_the_bus()
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Log.Clear();

        rig.Hardware.Raise(map.Index);

        Assert.True(SpinWait.SpinUntil(() => rig.Status(map).IsPending, Patience.Time));
        Assert.Equal(["Mask"], rig.Log.Names);
    }

    [Theory]
    [InlineData("BusLock", new[] { "BusLock", "BusLock", "BusSyncUnlock" })]
    [InlineData("BusSyncUnlock", new[] { "BusLock", "WriteMessage", "Unmask", "BusSyncUnlock", "BusLock", "Mask", "BusSyncUnlock", "BusLock", "WriteMessage", "BusSyncUnlock" })]
    [Follows("§3 locks", "irq_bus_lock")]
    public void A_bus_that_fails_fails_the_request_and_all_is_taken_back(string callback, string[] calls)
    {
        using var rig = new TestRig(new TestRigOptions { HasBus = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();
        rig.Log.FailOnce(callback);

        MsiException? thrown = null;
        IReadOnlyList<string> made = Calls(rig, () => thrown = Assert.Throws<MsiException>(() => rig.RequestAt(map, handler)));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown!.Error.Code);
        Assert.Contains($"TestDomain.{callback} threw", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(calls, made);
        rig.RequestAt(map, handler).Dispose();
        rig.Device.FreeImsIrq(map);
    }

    [Theory]
    [InlineData("PrepareDescriptor")]
    [InlineData("SetDescriptor")]
    [InlineData("GetHwirq")]
    [InlineData("InitializeIrq")]
    [Follows("§3 locks", "msi_lock_descs")]
    public void A_callback_that_allocates_or_frees_is_told_so_instead_of_waiting_for_itself(string callback)
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        foreach (Action misuse in new Action[] { () => rig.Device.AllocateImsIrq(new TestCookie(2)), () => rig.Device.FreeImsIrq(map), () => rig.Device.GetVirq(map.DomainId, 0) })
        {
            rig.Log.During(callback, misuse);

            MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

            Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
            Assert.IsType<InvalidOperationException>(thrown.Error.Cause);
        }

        Assert.Equal(map.Virq, rig.Device.GetVirq(map.DomainId, map.Index));
    }

    [Theory]
    [InlineData("Prepare")]
    [InlineData("Teardown")]
    [Follows("§3 locks", "msi_lock_descs")]
    public void A_callback_of_a_domains_beginning_and_end_that_allocates_is_told_so(string callback)
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        var options = new TestRigOptions();
        options.Log.During(callback, () => rig.Device.AllocateImsIrq(new TestCookie(1)));

        MsiException thrown = Assert.Throws<MsiException>(() =>
        {
            rig.CreateImsDomain(options);
            rig.RemoveDomain(MsiDomainId.Secondary);
        });

        Assert.Contains($"TestDomain.{callback} threw InvalidOperationException", thrown.Message, StringComparison.Ordinal);
    }

    private static Action FreeOf(TestRig rig, MsiMap map) => () => rig.Device.FreeImsIrq(map);

    private static IReadOnlyList<string> Calls(TestRig rig, Action operation)
    {
        rig.Log.Clear();
        operation();
        return [.. rig.Log.Names];
    }

    private static void AssertWaits(TestRig rig, string callback, Action operation, Action cause, string? because = null)
    {
        LockProbe? probe = null;
        rig.Log.During(callback, () => probe ??= new LockProbe(operation));

        cause();

        Assert.NotNull(probe);
        Assert.True(probe.Waits, $"nothing waits for {because ?? callback}");
        probe.Join();
    }

    private static void AssertProceeds(TestRig rig, string callback, Action operation, Action cause)
    {
        bool? proceeds = null;
        rig.Log.During(callback, () => proceeds ??= LockProbe.Proceeds(operation));

        cause();

        Assert.True(proceeds);
    }
}
