using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Which index and which number an allocation gets, and what is asked of the table of them.</summary>
public class IndexTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(65536)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [Follows("C3", "msi_insert_desc")]
    public void An_index_outside_of_the_domain_is_out_of_range_and_nothing_is_left(int index)
    {
        using var rig = new TestRig();
        rig.Log.Clear();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(index, index));

        Assert.Equal(MsiErrorCode.OutOfRange, thrown.Error.Code);
        Assert.Empty(rig.Log.Names);
        Assert.Empty(rig.WalkIndices());
    }

    [Fact]
    [Follows("§2 index", "msi_domain_alloc_irq_at")]
    public void An_interrupt_can_be_had_at_an_index_of_ones_choice()
    {
        using var rig = new TestRig();

        rig.AllocateRange(5, 5);

        Assert.Equal([5], rig.WalkIndices());
        Assert.NotEqual(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, 5));
    }

    [Fact]
    [Follows("C4", "msi_insert_desc")]
    public void An_index_in_use_is_busy_and_its_owner_is_untouched()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(map.Index, map.Index));

        Assert.Equal((MsiErrorCode.Busy, (int?)0), (thrown.Error.Code, thrown.Error.Index));
        Assert.Contains($"in use, by virq {map.Virq}", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }

    [Fact]
    [Follows("C5", "MSI_ANY_INDEX")]
    public void Any_index_is_the_lowest_that_is_free_round_those_that_were_chosen()
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 1);
        rig.AllocateRange(3, 3);

        Assert.Equal(2, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
        Assert.Equal(4, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
    }

    [Fact]
    [Follows("§2 range", "msi_domain_alloc_irqs_range")]
    public void A_range_is_allocated_index_by_index()
    {
        using var rig = new TestRig();
        rig.Log.Clear();

        rig.AllocateRange(4, 6);

        Assert.Equal([4, 5, 6], rig.WalkIndices());
        string[] each = ["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq"];
        Assert.Equal([.. each, .. each, .. each], rig.Log.Names);
    }

    [Fact]
    [Follows("§2 range", "msi_domain_alloc_irqs_range")]
    public void A_range_with_an_index_in_use_is_not_allocated_at_all()
    {
        using var rig = new TestRig();
        rig.AllocateRange(6, 6);
        Virq owner = rig.Device.GetVirq(MsiDomainId.Secondary, 6);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.AllocateRange(4, 7));

        Assert.Equal((MsiErrorCode.Busy, (int?)6), (thrown.Error.Code, thrown.Error.Index));
        Assert.Equal([6], rig.WalkIndices());
        Assert.Equal(owner, rig.Device.GetVirq(MsiDomainId.Secondary, 6));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(14, 16)]
    [Follows("C18", "msi_ctrl_valid")]
    public void A_range_that_is_none_or_lies_outside_of_the_domain_is_not_allocated(int first, int last)
    {
        using var rig = new TestRig();

        Assert.Equal(MsiErrorCode.OutOfRange, Assert.Throws<MsiException>(() => rig.AllocateRange(first, last)).Error.Code);

        Assert.Empty(rig.WalkIndices());
    }

    [Fact]
    [Follows("C1", "msi_domain_alloc_irqs_range")]
    public void A_range_of_a_domain_that_is_not_there_is_not_allocated()
    {
        using var rig = new TestRig(TestRigOptions.Bare());

        Assert.Equal(MsiErrorCode.NoDomain, Assert.Throws<MsiException>(() => rig.AllocateRange(0, 1)).Error.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(65536)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [Follows("C24", "msi_domain_get_virq")]
    public void An_index_without_an_interrupt_has_no_number(int index)
    {
        using var rig = new TestRig();
        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, index));
    }

    [Fact]
    [Follows("C24", "msi_domain_get_virq")]
    public void Without_a_domain_no_index_has_a_number()
    {
        using var rig = new TestRig();

        Assert.Equal(Virq.None, rig.Device.GetVirq(new MsiDomainId(5), 0));
        Assert.Equal(Virq.None, rig.Plug().GetVirq(MsiDomainId.Secondary, 0));
    }

    [Fact]
    [Follows("C24", "msi_domain_get_virq")]
    public void A_freed_index_has_no_number()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        rig.Device.FreeImsIrq(map);

        Assert.Equal(Virq.None, rig.Device.GetVirq(map.DomainId, map.Index));
    }

    [Fact]
    [Follows("C41", "pci_ims_alloc_irq")]
    public void No_allocation_that_succeeds_has_the_number_0()
    {
        using var rig = new TestRig(new TestRigOptions { Slots = 200, HardwareSize = 200 });

        rig.AllocateRange(0, 199);

        Assert.All(Enumerable.Range(0, 200), index => Assert.NotEqual(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, index)));
        Assert.Equal(200, Enumerable.Range(0, 200).Select(index => rig.Device.GetVirq(MsiDomainId.Secondary, index)).Distinct().Count());
    }

    [Fact]
    [Follows("§1 hwirq", "msi_domain_ops.get_hwirq")]
    public void The_domain_says_what_number_an_interrupt_has_within_it()
    {
        using var rig = new TestRig(new TestRigOptions { FirstHwirq = 1UL << 40 });

        rig.AllocateRange(3, 3);

        Assert.Equal("hwirq 1099511627779", rig.Log.Last("InitializeIrq"));
    }

    [Fact]
    [Follows("§1 hwirq", "irq_domain.revmap")]
    public void Domains_may_give_their_interrupts_the_same_hwirqs()
    {
        using var rig = new TestRig();
        MsiDomainId<TestCookie> third = rig.CreateDomain(new MsiDomainId(2), new TestRigOptions());
        PciDevice other = rig.Plug(new TestRigOptions());

        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
        Assert.True(rig.Device.TryAllocateImsIrq(third, new TestCookie(1), out _, out _));
        Assert.True(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }
}
