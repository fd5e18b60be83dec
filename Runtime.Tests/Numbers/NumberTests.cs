using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Numbers;

/// <summary>
/// Which numbers this core hands out. No usage site can rely on it, and another virq table does otherwise, so these are the tests that
/// run on this core alone.
/// </summary>
public class NumberTests
{
    // A device takes numbers in blocks.
    private const int NumbersInBlock = 64;

    [Fact]
    [Follows("C12", "irq_domain_alloc_descs")]
    public void Numbers_that_a_device_gives_back_are_there_for_others()
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { VirqLimit = 2 * NumbersInBlock } });
        PciDevice other = rig.Plug(new TestRigOptions());
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.False(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));

        rig.Device.FreeImsIrq(map);

        Assert.True(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§2 free order", "irq_free_descs")]
    public void A_freed_number_is_the_next_to_be_given()
    {
        using var rig = new TestRig();
        MsiMap[] maps = [.. Enumerable.Range(0, 3).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];

        rig.Device.FreeImsIrq(maps[1]);

        Assert.Equal(maps[1].Virq, rig.Device.AllocateImsIrq(new TestCookie(1)).Virq);
    }

    [Fact]
    [Follows("C20", "pci_ims_free_irq")]
    public void A_stale_map_does_not_free_the_owner_of_its_number_either()
    {
        using var rig = new TestRig();
        MsiMap stale = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(stale);
        using var handler = new TestHandler();
        (MsiMap owner, IrqRegistration irq) = rig.Request(handler);
        Assert.Equal((stale.Index, stale.Virq), (owner.Index, owner.Virq));

        Assert.Equal(MsiErrorCode.Stale, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(stale)).Error.Code);

        rig.Hardware.Raise(owner.Index);
        handler.AwaitRuns(1);
        irq.Dispose();
        Assert.Equal(MsiErrorCode.Stale, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(stale)).Error.Code);
        rig.Device.FreeImsIrq(owner);
    }

    [Theory]
    [InlineData("PrepareDescriptor")]
    [InlineData("SetDescriptor")]
    [InlineData("GetHwirq")]
    [InlineData("InitializeIrq")]
    [InlineData("WriteMessage")]
    [Follows("C14", "msi_domain_alloc_irqs_range")]
    public void A_range_that_fails_in_its_middle_can_be_allocated_afterwards_with_the_same_numbers(string callback)
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        rig.AllocateRange(0, 5);
        Virq[] numbers = [.. Enumerable.Range(0, 6).Select(index => rig.Device.GetVirq(MsiDomainId.Secondary, index))];
        rig.FreeRange(0, 5);
        rig.Log.FailOnce(callback, after: 3);
        Assert.Throws<MsiException>(() => rig.AllocateRange(0, 5));
        Assert.Empty(rig.WalkIndices());

        rig.AllocateRange(0, 5);

        Assert.Equal(numbers, Enumerable.Range(0, 6).Select(index => rig.Device.GetVirq(MsiDomainId.Secondary, index)));
    }
}
