using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Something is used up, or a step fails: the caller is told, and everything is as before.</summary>
public class ExhaustionTests
{
    private const int NumbersInBlock = 64;
    private const int Entries = 64;

    [Fact]
    [Follows("C12", "pci_ims_alloc_irq")]
    public void When_the_remapping_table_is_full_there_is_no_space_until_an_entry_is_freed()
    {
        using var rig = new TestRig(new TestRigOptions
        {
            Machine = new SimulatedMachineOptions { RemappingEntries = Entries },
            Slots = 128,
            HardwareSize = 128,
        });
        rig.AllocateRange(0, Entries - 2);
        MsiMap last = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Clear();

        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out MsiMap map, out MsiError? error));

        Assert.Equal((MsiErrorCode.NoSpace, (int?)Entries, Virq.None), (error.Code, error.Index, map.Virq));
        Assert.Contains("remapping table is full", error.Detail, StringComparison.Ordinal);
        Assert.Equal(["PrepareDescriptor", "SetDescriptor", "GetHwirq"], rig.Log.Names);
        Assert.Equal(Entries, rig.WalkIndices().Count);
        rig.Device.FreeImsIrq(last);
        Assert.Equal((last.Index, last.Virq), Keys(rig.Device.AllocateImsIrq(new TestCookie(1))));
    }

    [Fact]
    [Follows("C12", "irq_domain_alloc_descs")]
    public void When_the_numbers_are_used_up_there_is_no_space_and_the_parents_are_not_even_asked()
    {
        using var rig = new TestRig(new TestRigOptions
        {
            Machine = new SimulatedMachineOptions { VirqLimit = 2 * NumbersInBlock },
            Slots = 128,
            HardwareSize = 128,
        });
        rig.AllocateRange(0, NumbersInBlock - 2);
        MsiMap last = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Clear();

        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));

        Assert.Equal(MsiErrorCode.NoSpace, error.Code);
        Assert.Contains("no virq left", error.Detail, StringComparison.Ordinal);
        Assert.Equal(["PrepareDescriptor", "SetDescriptor"], rig.Log.Names);
        rig.Device.FreeImsIrq(last);
        Assert.Equal((last.Index, last.Virq), Keys(rig.Device.AllocateImsIrq(new TestCookie(1))));
    }

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
    [Follows("C12", "irq_matrix_alloc")]
    public void When_the_vectors_are_used_up_the_remapping_entry_and_the_number_are_given_back()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Slots = 256, HardwareSize = 256 });
        rig.AllocateRange(0, IrqSubsystem.VectorsPerCpu - 1);
        rig.Log.Clear();

        for (int i = 0; i < 100; i++)
        {
            Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));
            Assert.Equal(MsiErrorCode.NoSpace, error.Code);
        }

        Assert.DoesNotContain("InitializeIrq", rig.Log.Names);
        Assert.Equal(IrqSubsystem.VectorsPerCpu, rig.WalkIndices().Count);
        Virq last = rig.Device.GetVirq(MsiDomainId.Secondary, IrqSubsystem.VectorsPerCpu - 1);
        rig.FreeRange(IrqSubsystem.VectorsPerCpu - 1, IrqSubsystem.VectorsPerCpu - 1);
        Assert.Equal(last, rig.Device.AllocateImsIrq(new TestCookie(1)).Virq);
    }

    [Fact]
    [Follows("C12", "msi_domain_alloc_irqs_range")]
    public void A_range_for_which_the_vectors_do_not_suffice_leaves_none_of_it()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Slots = 256, HardwareSize = 256 });

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(0, IrqSubsystem.VectorsPerCpu));

        Assert.Equal((MsiErrorCode.NoSpace, (int?)IrqSubsystem.VectorsPerCpu), (thrown.Error.Code, thrown.Error.Index));
        Assert.Empty(rig.WalkIndices());
        Assert.Equal(IrqSubsystem.VectorsPerCpu, rig.Log.All("FreeIrq").Count());
        rig.AllocateRange(0, IrqSubsystem.VectorsPerCpu - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [Follows("C14", "msi_domain_alloc")]
    public void When_the_nth_interrupt_cannot_be_initialised_those_before_it_are_freed_index_0_included(int nth)
    {
        using var rig = new TestRig();
        rig.Log.FailOnce("InitializeIrq", after: nth);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(0, 5));

        Assert.Equal((MsiErrorCode.CallbackFailed, (int?)nth), (thrown.Error.Code, thrown.Error.Index));
        Assert.Equal(Enumerable.Range(0, nth).Select(index => $"hwirq {index}"), rig.Log.All("FreeIrq"));
        Assert.Empty(rig.WalkIndices());
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

    [Fact]
    [Follows("C13", "irq_domain_insert_irq")]
    public void A_range_with_the_same_hwirq_twice_leaves_none_of_it()
    {
        using var rig = new TestRig(new TestRigOptions { SameHwirq = true });

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(0, 1));

        Assert.Equal(MsiErrorCode.NoSpace, thrown.Error.Code);
        Assert.Contains("TestDomain.GetHwirq returned hwirq 7, which index 0 has already", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(rig.WalkIndices());
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    private static (int Index, Virq Virq) Keys(MsiMap map) => (map.Index, map.Virq);
}
