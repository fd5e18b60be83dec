using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Giving interrupts back: in every order, twice, by range, by maps that are none.</summary>
public class ReleaseTests
{
    [Fact]
    [Follows("C17", "msi_domain_free_irqs_range")]
    public void Freeing_an_index_that_is_not_allocated_does_nothing()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Clear();

        rig.FreeRange(map.Index + 1, 15);

        Assert.Empty(rig.Log.Names);
        Assert.Equal(map.Virq, rig.Device.GetVirq(map.DomainId, map.Index));
    }

    [Theory]
    [InlineData(16, 20)]
    [InlineData(-5, -1)]
    [InlineData(3, 2)]
    [InlineData(int.MinValue, -1)]
    [Follows("C18", "msi_ctrl_valid")]
    public void Freeing_a_range_that_is_none_of_the_domain_does_nothing(int first, int last)
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 15);
        rig.Log.Clear();

        rig.FreeRange(first, last);

        Assert.Empty(rig.Log.Names);
        Assert.Equal(16, rig.WalkIndices().Count);
    }

    [Fact]
    [Follows("C18", "msi_domain_free_irqs_range")]
    public void Freeing_a_range_of_a_domain_that_is_not_there_does_nothing()
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 3);

        rig.FreeRange(new MsiDomainId(5), 0, 15);

        Assert.Equal(4, rig.WalkIndices().Count);
    }

    [Fact]
    [Follows("§2 range", "msi_domain_free_irqs_range")]
    public void Freeing_a_range_frees_what_is_allocated_in_it_and_nothing_else()
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 3);
        rig.AllocateRange(6, 9);

        rig.FreeRange(2, 7);

        Assert.Equal([0, 1, 8, 9], rig.WalkIndices());
    }

    [Fact]
    [Follows("§2 range", "msi_domain_free_irqs_range")]
    public void Of_a_range_with_a_requested_interrupt_nothing_is_freed()
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 3);
        using var handler = new TestHandler();
        Virq requested = rig.Device.GetVirq(MsiDomainId.Secondary, 2);
        IrqRegistration irq = rig.Device.RequestIrq(requested, static (_, handler) => handler.Run(), handler, "wq2");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.FreeRange(0, 3));

        Assert.Equal((MsiErrorCode.Busy, (int?)2), (thrown.Error.Code, thrown.Error.Index));
        Assert.Equal(4, rig.WalkIndices().Count);
        Assert.All([0, 1, 3], index =>
            rig.Device.RequestIrq(rig.Device.GetVirq(MsiDomainId.Secondary, index), static (_, _) => IrqReturn.Handled, 0, "other").Dispose());
        irq.Dispose();
        rig.FreeRange(0, 3);
        Assert.Empty(rig.WalkIndices());
    }

    [Fact]
    [Follows("§2 range", "msi_domain_free_irqs_range")]
    public void A_range_whose_callbacks_fail_is_freed_all_the_same()
    {
        using var rig = new TestRig();
        rig.AllocateRange(0, 3);
        rig.Log.FailOnce("FreeIrq", after: 1);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.FreeRange(0, 3));

        Assert.Equal((MsiErrorCode.CallbackFailed, (int?)1), (thrown.Error.Code, thrown.Error.Index));
        Assert.Equal(4, rig.Log.All("FreeIrq").Count());
        Assert.Empty(rig.WalkIndices());
    }

    [Fact]
    [Follows("§2 free order", "pci_ims_free_irq")]
    public void Interrupts_can_be_freed_in_every_order()
    {
        using var rig = new TestRig();
        foreach (int[] order in Permutations([0, 1, 2, 3]))
        {
            MsiMap[] maps = [.. order.Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
            for (int freed = 0; freed < order.Length; freed++)
            {
                rig.Device.FreeImsIrq(maps[order[freed]]);
                Assert.Equal(order[(freed + 1)..].Order(), rig.WalkIndices());
            }
        }

        rig.AllocateRange(0, 15);
    }

    [Fact]
    [Follows("C19", "pci_ims_free_irq")]
    public void A_map_that_no_allocation_made_frees_nothing()
    {
        using var rig = new TestRig();
        MsiMap ours = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.False(rig.Plug().TryAllocateImsIrq(new TestCookie(1), out MsiMap failed, out _));

        Assert.Contains("the map is the default one", Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(default)).Message, StringComparison.Ordinal);
        Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(failed));

        Assert.Equal(ours.Virq, rig.Device.GetVirq(ours.DomainId, ours.Index));
    }

    [Fact]
    [Follows("C20", "pci_ims_free_irq")]
    public void A_map_does_not_outlive_its_domain()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(map);
        rig.RemoveDomain(MsiDomainId.Secondary);

        Assert.Equal(MsiErrorCode.NoDomain, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);

        rig.CreateImsDomain(new TestRigOptions());
        MsiMap next = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(MsiErrorCode.Stale, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);
        Assert.Equal(next.Virq, rig.Device.GetVirq(next.DomainId, next.Index));
    }

    [Fact]
    [Follows("C21", "irq_domain_free_irqs")]
    public void A_freed_number_is_no_interrupt_of_anybodys()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(map);

        Assert.All(
            new Action[]
            {
                () => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test"),
                () => rig.Device.RequestIrq(map.Virq, "test"),
                () => rig.Device.DisableIrq(map.Virq),
                () => rig.Device.DisableIrqNoSync(map.Virq),
                () => rig.Device.EnableIrq(map.Virq),
                () => rig.Device.SynchronizeIrq(map.Virq),
                () => rig.Device.SetIrqAffinity(map.Virq, [0]),
                () => rig.Device.GetIrqAffinity(map.Virq),
                () => rig.Device.GetEffectiveIrqAffinity(map.Virq),
                () => rig.Device.HasIrqHandler(map.Virq),
                () => rig.Device.DescribeIrq(map.Virq),
            },
            use => Assert.Contains($"Virq {map.Virq} is no interrupt of device 0000:00:01.0", Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal));
    }

    [Fact]
    [Follows("§2 walk", "msi_for_each_desc")]
    public void A_walk_shows_number_count_cookies_and_message_of_each_descriptor()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap first, _) = rig.Request(handler);
        MsiMap second = rig.Device.AllocateImsIrq(new TestCookie(2));

        Assert.Equal(
            [
                $"0: virq {first.Virq} of 1, cookie 0xfffffffffffffffe, own 0, message 0x00000000 to 0x00000000fee00018",
                $"1: virq {second.Virq} of 1, cookie 0xfffffffffffffffd, own 16, message 0x00000000 to 0x0000000000000000",
            ],
            rig.Walk(MsiDomainId.Secondary));
    }

    [Fact]
    [Follows("§2 walk", "msi_for_each_desc")]
    public void A_walk_of_a_domain_that_is_not_there_shows_nothing()
    {
        using var rig = new TestRig();

        Assert.Empty(rig.Walk(new MsiDomainId(5)));
    }

    [Fact]
    [Follows("§2 walk", "msi_for_each_desc")]
    public void A_visitor_that_allocates_or_frees_is_told_so()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Throws<InvalidOperationException>(() => rig.Walk(MsiDomainId.Secondary, () => rig.Device.FreeImsIrq(map)));

        Assert.Equal([0], rig.WalkIndices());
        rig.Device.FreeImsIrq(map);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
