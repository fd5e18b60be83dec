using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>When a device gets the message of an interrupt, and when it loses it.</summary>
public class ActivationTests
{
    private const string NoMessage = "0x00000000 to 0x0000000000000000, masked";
    private const string Message = "0x00000000 to 0x00000000fee00018, masked";

    [Fact]
    [Follows("C15", "irq_activate")]
    public void Without_early_activation_the_device_has_no_message_before_the_request()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(NoMessage, rig.Hardware.Describe(map.Index));
        Assert.False(rig.Status(map).IsActivated);
        using var handler = new TestHandler();

        rig.RequestAt(map, handler);

        Assert.True(rig.Status(map).IsActivated);
        Assert.Equal("0x00000000 to 0x00000000fee00018, unmasked", rig.Hardware.Describe(map.Index));
    }

    [Fact]
    [Follows("C16", "MSI_FLAG_ACTIVATE_EARLY")]
    public void What_was_activated_early_is_not_activated_again_by_the_request()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();
        rig.Log.Clear();

        rig.RequestAt(map, handler);

        Assert.Equal(["Unmask"], rig.Log.Names);
    }

    [Fact]
    [Follows("§3 flags", "MSI_FLAG_MUST_REACTIVATE")]
    public void What_must_be_reactivated_gets_its_message_early_and_again_with_the_request()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true, MustReactivate = true });
        rig.Log.Clear();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(["some"], rig.Log.All("WriteMessage"));
        Assert.False(rig.Status(map).IsActivated);
        Assert.Equal(Message, rig.Hardware.Describe(map.Index));
        using var handler = new TestHandler();
        rig.Log.Clear();

        rig.RequestAt(map, handler);

        Assert.Equal(["WriteMessage", "Unmask"], rig.Log.Names);
        Assert.True(rig.Status(map).IsActivated);
    }

    [Fact]
    [Follows("§3 flags", "MSI_FLAG_MUST_REACTIVATE")]
    public void Without_early_activation_there_is_nothing_to_reactivate()
    {
        using var rig = new TestRig(new TestRigOptions { MustReactivate = true });
        rig.Log.Clear();

        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.DoesNotContain("WriteMessage", rig.Log.Names);
    }

    [Fact]
    [Follows("§3 flags", "MSI_FLAG_NO_MASK")]
    public void What_cannot_be_masked_is_never_asked_to()
    {
        using var rig = new TestRig(new TestRigOptions { NoMask = true, DisablesAtOnce = true, OverridesStartup = true });
        using var handler = new TestHandler();
        rig.Log.Clear();

        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        rig.Device.DisableIrq(map.Virq);
        rig.Device.EnableIrq(map.Virq);
        irq.Dispose();

        Assert.Equal(["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq", "WriteMessage", "WriteMessage"], rig.Log.Names);
    }

    [Fact]
    [Follows("§3 flags", "MSI_FLAG_NO_MASK")]
    public void What_cannot_be_masked_keeps_an_edge_while_it_is_disabled_all_the_same()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping() with { NoMask = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        rig.Device.DisableIrq(map.Virq);

        rig.Hardware.Bus.Write32(address, data);
        rig.Hardware.Bus.Write32(address, data);
        rig.Settle();
        Assert.Equal((0, true), (handler.Runs, rig.Status(map).IsPending));

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
        rig.Settle();
        Assert.Equal(1, handler.Runs);
    }

    [Fact]
    [Follows("§3 free order", "irq_domain_deactivate_irq")]
    public void The_zero_message_comes_before_the_domain_frees_the_interrupt()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(Message, rig.Hardware.Describe(map.Index));
        rig.Log.Clear();

        rig.Device.FreeImsIrq(map);

        Assert.Equal(["WriteMessage", "FreeIrq"], rig.Log.Names);
        Assert.Equal("none", rig.Log.Last("WriteMessage"));
        Assert.Equal(NoMessage, rig.Hardware.Describe(map.Index));
    }

    [Fact]
    [Follows("§3 free order", "irq_domain_deactivate_irq")]
    public void What_is_not_active_is_not_deactivated()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Clear();

        rig.Device.FreeImsIrq(map);

        Assert.Equal(["FreeIrq"], rig.Log.Names);
    }

    [Fact]
    [Follows("§5 free_irq", "irq_domain_deactivate_irq")]
    public void A_freed_handler_takes_the_early_message_with_it_and_the_next_request_brings_it_back()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);

        irq.Dispose();
        Assert.Equal(NoMessage, rig.Hardware.Describe(map.Index));

        rig.RequestAt(map, handler);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("§1 msi_msg", "get_cached_msi_msg")]
    public void The_core_keeps_the_message_that_the_device_has()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal("0x00000000 to 0x0000000000000000", rig.CachedMessage(map.Virq));
        using var handler = new TestHandler();

        using (rig.RequestAt(map, handler))
        {
            Assert.Equal("0x00000000 to 0x00000000fee00018", rig.CachedMessage(map.Virq));
        }

        Assert.Equal("0x00000000 to 0x0000000000000000", rig.CachedMessage(map.Virq));
        rig.Device.FreeImsIrq(map);
        Assert.Throws<ArgumentException>(() => rig.CachedMessage(map.Virq));
    }

    [Fact]
    [Follows("§3 startup", "irq_chip.irq_startup")]
    public void A_domain_with_callbacks_of_its_own_for_start_and_end_is_asked_for_those()
    {
        using var rig = new TestRig(new TestRigOptions { OverridesStartup = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var handler = new TestHandler();
        rig.Log.Clear();

        IrqRegistration irq = rig.RequestAt(map, handler);
        Assert.Equal(["WriteMessage", "Startup"], rig.Log.Names);

        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        rig.Log.Clear();
        irq.Dispose();
        Assert.Equal(["Shutdown", "WriteMessage"], rig.Log.Names);
    }
}
