using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Allocating interrupts (<c>msi_domain_alloc_irq_at</c>): what a usage site gets, and what the domain is asked in which order.</summary>
public class AllocationTests
{
    [Fact]
    [Follows("C41", "pci_ims_alloc_irq")]
    public void A_usage_site_gets_the_lowest_free_index_and_a_number()
    {
        using var rig = new TestRig();

        MsiMap first = rig.Device.AllocateImsIrq(new TestCookie(1));
        MsiMap second = rig.Device.AllocateImsIrq(new TestCookie(2));

        Assert.Equal((0, 1), (first.Index, second.Index));
        Assert.NotEqual(Virq.None, first.Virq);
        Assert.NotEqual(first.Virq, second.Virq);
        Assert.Equal(second.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, 1));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, 2));
    }

    [Fact]
    [Follows("C5", "MSI_ANY_INDEX")]
    public void A_freed_index_is_the_next_to_be_given()
    {
        using var rig = new TestRig();
        MsiMap[] maps = [.. Enumerable.Range(0, 5).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];

        rig.Device.FreeImsIrq(maps[3]);
        rig.Device.FreeImsIrq(maps[1]);

        Assert.Equal(1, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
        Assert.Equal(3, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
        Assert.Equal(5, rig.Device.AllocateImsIrq(new TestCookie(1)).Index);
    }

    [Fact]
    [Follows("§3 create", "msi_prepare")]
    public void A_domain_is_prepared_once_when_it_is_created()
    {
        using var rig = new TestRig();

        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Single(rig.Log.Names, "Prepare");
        Assert.Equal("16", rig.Log.Last("Prepare"));
    }

    [Fact]
    [Follows("C10", "__msi_domain_alloc_irqs")]
    public void The_callbacks_come_in_the_kernels_order()
    {
        using var rig = new TestRig();
        rig.Log.Clear();

        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq"], rig.Log.Names);

        rig.Log.Clear();
        IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test");
        Assert.Equal(["WriteMessage", "Unmask"], rig.Log.Names);

        rig.Log.Clear();
        irq.Dispose();
        Assert.Equal(["Mask", "WriteMessage"], rig.Log.Names);
        Assert.Equal("none", rig.Log.Last("WriteMessage"));

        rig.Log.Clear();
        rig.Device.FreeImsIrq(map);
        Assert.Equal(["FreeIrq"], rig.Log.Names);
    }

    [Fact]
    [Follows("C16", "MSI_FLAG_ACTIVATE_EARLY")]
    public void A_domain_that_activates_early_has_its_message_before_the_allocation_returns()
    {
        using var rig = new TestRig(new TestRigOptions { ActivateEarly = true });
        rig.Log.Clear();

        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(["PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq", "WriteMessage"], rig.Log.Names);
        Assert.Equal("0x00000000 to 0x00000000fee00018, masked", rig.Hardware.Describe(0));

        rig.Log.Clear();
        rig.Device.FreeImsIrq(map);
        Assert.Equal(["WriteMessage", "FreeIrq"], rig.Log.Names);
        Assert.Equal("none", rig.Log.Last("WriteMessage"));
    }

    [Fact]
    [Follows("C10", "__irq_domain_alloc_irqs")]
    public void The_virq_exists_before_the_root_is_asked_but_not_while_the_descriptor_is_prepared()
    {
        using var rig = new TestRig();

        rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Equal("index 0, tag 1, virq 0", rig.Log.Last("PrepareDescriptor"));
        Assert.Equal("virq True", rig.Log.Last("GetHwirq"));
    }

    [Fact]
    [Follows("C8", "prepare_desc")]
    public void A_cookie_that_the_domain_rewrites_stays_as_it_is_at_the_usage_site()
    {
        using var rig = new TestRig();
        var cookie = new TestCookie(0xabcd);

        rig.Device.AllocateImsIrq(cookie);

        Assert.Equal(0xabcdu, cookie.Tag);
        Assert.Equal("cookie 0xffffffffffff5432", rig.Log.Last("SetDescriptor"));
    }

    [Fact]
    [Follows("C1", "msi_domain_alloc_irq_at")]
    public void Without_a_domain_the_error_names_the_device_and_the_domain()
    {
        using var rig = new TestRig();
        PciDevice bare = rig.Plug();

        Assert.False(bare.TryAllocateImsIrq(new TestCookie(1), out MsiMap map, out MsiError? error));

        Assert.Equal(Virq.None, map.Virq);
        Assert.Equal(MsiErrorCode.NoDomain, error.Code);
        Assert.Equal(
            "NoDomain: device 0000:00:02.0, domain 1: the device has no domain 1; its probe code creates the domain before queues allocate from it",
            error.ToString());
    }

    [Fact]
    [Follows("C5", "msi_insert_desc")]
    public void A_full_domain_is_busy_and_its_owners_are_untouched()
    {
        using var rig = new TestRig(new TestRigOptions { HardwareSize = 2 });
        MsiMap first = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.AllocateImsIrq(new TestCookie(1));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.Equal(first.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, 0));
    }

    [Fact]
    [Follows("C6", "__msi_create_device_irq_domain")]
    public void A_hardware_size_of_0_stands_for_65536_indices()
    {
        using var rig = new TestRig(new TestRigOptions { HardwareSize = 0 });

        Assert.Equal("65536", rig.Log.Last("Prepare"));
    }

    [Fact]
    [Follows("C7", "__msi_create_device_irq_domain")]
    public void A_hardware_size_beyond_65536_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestRig(new TestRigOptions { HardwareSize = 65537 }));

    [Fact]
    [Follows("§2 cookie", "msi_domain_alloc_irq_at")]
    public void A_cookie_of_another_contract_never_reaches_the_domain()
    {
        using var rig = new TestRig();
        rig.Log.Clear();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new OtherCookie(1)));

        Assert.Equal(MsiErrorCode.ContractMismatch, thrown.Error.Code);
        Assert.Contains("'test,other'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'test,device'", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Log.Names);
    }

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void A_device_with_several_domains_is_told_which_by_the_domain_id()
    {
        using var rig = new TestRig();
        var options = new TestRigOptions();
        MsiDomainId<TestCookie> third = rig.CreateDomain(new MsiDomainId(2), options);

        MsiMap map = rig.Device.AllocateImsIrq(third, new TestCookie(9));

        Assert.Equal((third.Id, 0), (map.DomainId, map.Index));
        Assert.Equal("index 0, tag 9, virq 0", options.Log.Last("PrepareDescriptor"));
    }

    [Fact]
    public void An_implementer_may_allocate_by_the_domain_object_but_only_of_the_same_device()
    {
        using var rig = new TestRig();

        Assert.Equal(MsiDomainId.Secondary, rig.AllocateFromDomain(rig.Device).DomainId);
        Assert.Throws<ArgumentException>(() => rig.AllocateFromDomain(rig.Plug()));
    }

    [Fact]
    [Follows("§2 walk", "msi_for_each_desc")]
    public void An_implementer_can_walk_the_descriptors_in_the_order_of_their_indices()
    {
        using var rig = new TestRig();
        MsiMap[] maps = [.. Enumerable.Range(0, 4).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
        rig.Device.FreeImsIrq(maps[2]);

        Assert.Equal([0, 1, 3], rig.WalkIndices());
    }

    [Fact]
    [Follows("§3 locks", "msi_lock_descs")]
    public void Allocating_from_a_callback_is_refused_instead_of_deadlocking()
    {
        using var rig = new TestRig();
        rig.Log.During("SetDescriptor", () => rig.Device.AllocateImsIrq(new TestCookie(2)));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

        Assert.IsType<InvalidOperationException>(thrown.Error.Cause);
        Assert.Contains("descriptor lock", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("C12", "irq_matrix_alloc")]
    public void When_every_vector_is_taken_there_is_no_space_and_freeing_brings_all_of_them_back()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Slots = 1024, HardwareSize = 1024 });
        for (int round = 0; round < 3; round++)
        {
            MsiMap[] maps = [.. Enumerable.Range(0, IrqSubsystem.VectorsPerCpu).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];

            Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));
            Assert.Equal(MsiErrorCode.NoSpace, error.Code);

            foreach (MsiMap map in maps)
            {
                rig.Device.FreeImsIrq(map);
            }
        }
    }

    [Fact]
    [Follows("§1 virq", "irq_alloc_descs")]
    public void Two_devices_do_not_share_numbers()
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());

        HashSet<Virq> numbers =
        [
            .. Enumerable.Range(0, 10).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)).Virq),
            .. Enumerable.Range(0, 10).Select(_ => other.AllocateImsIrq(new TestCookie(1)).Virq),
        ];

        Assert.Equal(20, numbers.Count);
    }
}
