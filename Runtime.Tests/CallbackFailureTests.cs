using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>A callback that throws: the error says which, and everything that was done before is taken back.</summary>
public class CallbackFailureTests
{
    public static TheoryData<string, bool, string[]> AllocationCallbacks => new()
    {
        { "PrepareDescriptor", false, ["PrepareDescriptor"] },
        { "SetDescriptor", false, ["PrepareDescriptor", "SetDescriptor"] },
        { "GetHwirq", false, ["PrepareDescriptor", "SetDescriptor", "GetHwirq"] },
        { "InitializeIrq", false, ["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq"] },
        { "WriteMessage", true, ["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq", "WriteMessage", "WriteMessage", "FreeIrq"] },
    };

    [Theory]
    [MemberData(nameof(AllocationCallbacks))]
    [Follows("§3 failure", "__msi_domain_alloc_irqs")]
    public void When_an_allocation_fails_the_next_one_finds_everything_as_before(string callback, bool early, string[] calls)
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = early });
        MsiMap reference = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(reference);
        rig.Log.Clear();
        rig.Log.Fail(callback);

        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out MsiMap map, out MsiError? error));

        Assert.Equal(default, map);
        Assert.Equal(MsiErrorCode.CallbackFailed, error.Code);
        Assert.Contains($"TestDomain.{callback} threw InvalidTimeZoneException: injected into {callback}", error.Detail, StringComparison.Ordinal);
        Assert.Contains("device 0000:00:01.0, domain 1, index 0, contract 'test,device'", error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.Cause);
        Assert.Equal(calls, rig.Log.Names);

        rig.Log.Mend();
        MsiMap again = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(reference.Index, again.Index);
        Assert.Equal(again.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, again.Index));
    }

    [Fact]
    [Follows("§3 failure", "irq_domain_free_irqs_parent")]
    public void Failing_more_often_than_there_are_vectors_and_numbers_loses_none()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Machine = new SimulatedMachineOptions { VirqLimit = 128 } });
        rig.Log.Fail("InitializeIrq");
        for (int i = 0; i < 2 * IrqSubsystem.VectorsPerCpu; i++)
        {
            Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
        }

        rig.Log.Mend();

        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§3 failure", "prepare_desc")]
    public void A_domain_that_refuses_decides_what_the_usage_site_sees()
    {
        using var rig = new TestRig();
        rig.Log.Fail("PrepareDescriptor", () => new MsiException(MsiErrorCode.NotSupported, "the queue has no memory for a message"));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Equal("the queue has no memory for a message", thrown.Error.Detail);
        Assert.Equal("0000:00:01.0", thrown.Error.Device);
    }

    [Fact]
    [Follows("C13", "msi_domain_alloc")]
    public void A_hwirq_given_twice_is_no_space_and_the_first_owner_keeps_it()
    {
        using var rig = new TestRig(new TestRigOptions { SameHwirq = true });
        MsiMap first = rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(2), out _, out MsiError? error));

        Assert.Equal(MsiErrorCode.NoSpace, error.Code);
        Assert.Contains("hwirq 7, which index 0 has already", error.Detail, StringComparison.Ordinal);
        rig.Device.FreeImsIrq(first);
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(2), out _, out _));
    }

    [Theory]
    [InlineData("WriteMessage")]
    [InlineData("Unmask")]
    [Follows("§5 request_irq", "__setup_irq")]
    public void When_a_request_fails_the_interrupt_is_idle_again(string callback)
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Fail(callback);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test"));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        Assert.Equal("0x00000000 to 0x0000000000000000, masked", rig.Hardware.Describe(0));
        rig.Log.Mend();
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test").Dispose();
        rig.Device.FreeImsIrq(map);
    }

    [Theory]
    [InlineData("Mask")]
    [InlineData("WriteMessage")]
    public void When_freeing_a_handler_fails_it_is_freed_all_the_same(string callback)
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        rig.Log.Fail(callback);

        MsiException thrown = Assert.Throws<MsiException>(irq.Dispose);

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        Assert.Contains($"TestDomain.{(callback == "Mask" ? "Shutdown" : callback)} threw", thrown.Message, StringComparison.Ordinal);
        rig.Log.Mend();
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "next").Dispose();
    }

    [Fact]
    public void When_freeing_an_interrupt_fails_it_is_freed_all_the_same()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Fail("FreeIrq");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        rig.Log.Mend();
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, map.Index));
        Assert.Equal(map.Index, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
    }

    [Fact]
    public void When_freeing_an_interrupt_fails_the_error_names_the_callback_that_did()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Fail("WriteMessage");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map));

        Assert.Contains("TestDomain.WriteMessage threw", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("C11", "msi_prepare")]
    public void When_a_domain_cannot_be_prepared_the_device_does_not_have_it()
    {
        using var rig = new TestRig();
        var options = new TestRigOptions();
        options.Log.Fail("Prepare");
        var third = new MsiDomainId(2);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateDomain(third, options));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        Assert.Empty(rig.Walk(third));
        Assert.Equal(third, rig.CreateDomain(third, new TestRigOptions()).Id);
    }

    [Fact]
    public void What_fails_while_work_is_taken_back_is_reported_beside_the_first_failure()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        rig.Log.Fail("WriteMessage");
        rig.Log.Fail("FreeIrq");

        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));

        Assert.Equal(3, Assert.IsType<AggregateException>(error.Cause).InnerExceptions.Count);
        Assert.Contains("2 more failed while the work was taken back", error.Detail, StringComparison.Ordinal);
    }
}
