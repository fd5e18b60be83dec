using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>Giving a device a domain and taking it away: who is refused, what is negotiated, what stays.</summary>
public class DomainTests
{
    private static readonly MsiDomainId s_third = new(2);

    [Fact]
    [Follows("C33", "irq_domain_is_msi_parent")]
    public void A_machine_that_turns_no_message_into_an_interrupt_serves_no_domain()
    {
        using var rig = new TestRig(TestRigOptions.Bare(new SimulatedMachineOptions { SupportsMessages = false }));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateDomain(s_third, new TestRigOptions { Storage = TestStorage.Msi }));

        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Equal((s_third, "0000:00:01.0", "test,device"), (thrown.Error.DomainId, thrown.Error.Device, thrown.Error.Contract));
        Assert.Contains("'TEST-IMS' was not created: the machine has no parent", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Virtual)]
    [Follows("C33", "virt_dmar_msi_parent_ops")]
    public void Storage_of_the_devices_own_needs_remapping_in_hardware(SimulatedRemapping remapping)
    {
        using var rig = new TestRig(TestRigOptions.Bare(new SimulatedMachineOptions { Remapping = remapping }));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateImsDomain(new TestRigOptions()));

        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Contains("takes interrupt remapping in hardware", thrown.Message, StringComparison.Ordinal);
        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));
        Assert.Equal(MsiErrorCode.NoDomain, error.Code);
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Virtual)]
    [InlineData(SimulatedRemapping.Hardware)]
    [Follows("§3 negotiation", "x86_init_dev_msi_info")]
    public void Pci_msi_is_served_by_every_parent(SimulatedRemapping remapping)
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Remapping = remapping }, Storage = TestStorage.Msi });

        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§3 negotiation", "MSI_FLAG_PCI_MSIX")]
    public void Msi_x_is_served_by_a_parent_that_supports_it_only()
    {
        using var able = new TestRig(new TestRigOptions { Storage = TestStorage.Msix });
        using var unable = new TestRig(TestRigOptions.Bare(new SimulatedMachineOptions { SupportsMsix = false }));

        Assert.True(able.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
        MsiException thrown = Assert.Throws<MsiException>(() => unable.CreateDomain(s_third, new TestRigOptions { Storage = TestStorage.Msix }));
        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Contains("does not support MSI-X", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§3 negotiation", "msi_lib_init_dev_msi_info")]
    public void A_bus_token_that_the_parent_does_not_know_is_refused()
    {
        using var rig = new TestRig();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateDomain(s_third, new TestRigOptions { Storage = TestStorage.Unknown }));

        Assert.Equal(MsiErrorCode.NotSupported, thrown.Error.Code);
        Assert.Contains("does not know the bus token None", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SimulatedRemapping.None, "")]
    [InlineData(SimulatedRemapping.Virtual, "vIR-")]
    [InlineData(SimulatedRemapping.Hardware, "IR-")]
    [Follows("§3 prefix", "msi_parent_ops.prefix")]
    public void The_parents_prefix_and_the_device_are_in_the_chips_name(SimulatedRemapping remapping, string prefix)
    {
        using var rig = new TestRig(new TestRigOptions
        {
            Machine = new SimulatedMachineOptions { Remapping = remapping },
            Storage = TestStorage.Msi,
            ChipName = "TEST",
        });

        Assert.Equal(prefix + "TEST-0000:00:01.0", rig.Status(rig.Device.AllocateImsIrq(new TestCookie(1))).Chip);
    }

    [Theory]
    [InlineData(SimulatedRemapping.None)]
    [InlineData(SimulatedRemapping.Hardware)]
    [Follows("§3 flags", "MSI_FLAG_ACTIVATE_EARLY")]
    public void What_is_the_domains_own_business_no_parent_takes_away(SimulatedRemapping remapping)
    {
        using var rig = new TestRig(new TestRigOptions
        {
            Machine = new SimulatedMachineOptions { Remapping = remapping },
            Storage = TestStorage.Msi,
            ActivateEarly = true,
        });

        Assert.True(rig.Status(rig.Device.AllocateImsIrq(new TestCookie(1))).IsActivated);
    }

    [Theory]
    [InlineData(TestStorage.Msi)]
    [InlineData(TestStorage.Msix)]
    [InlineData(TestStorage.Unknown)]
    [Follows("C32", "pci_create_ims_domain")]
    public void A_template_of_another_bus_token_is_no_ims_template(TestStorage storage)
    {
        using var rig = new TestRig(TestRigOptions.Bare());

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateImsDomain(new TestRigOptions { Storage = storage }));

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Equal(MsiDomainId.Secondary, thrown.Error.DomainId);
    }

    [Fact]
    [Follows("C32", "pci_create_ims_domain")]
    public void A_template_that_asks_for_what_only_msi_x_has_is_no_ims_template()
    {
        using var rig = new TestRig(TestRigOptions.Bare());

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateImsDomain(new TestRigOptions { AsksForMsixFlags = true }));

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Contains("MsixAllocDyn", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§3 create", "pci_create_ims_domain")]
    public void A_refusal_leaves_the_id_and_the_domain_for_another_try()
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        Assert.Throws<MsiException>(() => rig.CreateImsDomain(new TestRigOptions { AsksForMsixFlags = true }));

        rig.CreateImsDomain(new TestRigOptions());

        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out MsiMap map, out _));
        Assert.Equal(MsiDomainId.Secondary, map.DomainId);
    }

    [Fact]
    [Follows("C11", "msi_prepare")]
    public void When_a_domain_cannot_be_prepared_the_caller_gets_its_own_error()
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        var options = new TestRigOptions();
        options.Log.Fail("Prepare", () => new MsiException(MsiErrorCode.NoSpace, "the device has no table"));

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateImsDomain(options));

        Assert.Equal((MsiErrorCode.NoSpace, "the device has no table"), (thrown.Error.Code, thrown.Error.Detail));
        Assert.Equal(["Prepare"], options.Log.Names);
    }

    [Fact]
    [Follows("§3 create", "msi_create_device_irq_domain")]
    public void A_domain_that_could_not_be_prepared_may_be_offered_again()
    {
        var options = new TestRigOptions { HasDomain = false };
        using var rig = new TestRig(options);
        options.Log.FailOnce("Prepare");
        Assert.Throws<MsiException>(() => rig.OfferDomainTo(rig.Device));

        rig.OfferDomainTo(rig.Device);

        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("C34", "msi_create_device_irq_domain")]
    public void A_domain_that_serves_a_device_is_not_offered_to_it_again()
    {
        using var rig = new TestRig();

        Assert.Throws<ArgumentException>(() => rig.OfferDomainAgain(s_third));

        Assert.Equal(s_third, rig.CreateDomain(s_third, new TestRigOptions()).Id);
    }

    [Fact]
    [Follows("§3 create", "struct msi_device_data.__domains")]
    public void A_device_has_up_to_8_domains_each_with_indices_of_its_own()
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        MsiDomainId<TestCookie>[] ids =
        [
            .. Enumerable.Range(0, MsiDomainId.MaxDomains).Select(id => rig.CreateDomain(new MsiDomainId(id), new TestRigOptions { Storage = TestStorage.Msi })),
        ];

        MsiMap[] maps = [.. ids.Select(id => rig.Device.AllocateImsIrq(id, new TestCookie(1)))];

        Assert.All(maps, map => Assert.Equal(0, map.Index));
        Assert.Equal(MsiDomainId.MaxDomains, maps.Select(map => map.Virq).Distinct().Count());
        Assert.All(maps, map => Assert.Equal(map.Virq, rig.Device.GetVirq(map.DomainId, 0)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(MsiDomainId.MaxDomains)]
    [Follows("C2", "msi_get_device_domain")]
    public void A_number_that_is_no_domain_id_is_refused(int id) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MsiDomainId(id));

    [Fact]
    [Follows("C6", "__msi_create_device_irq_domain")]
    public void Without_a_hardware_size_the_last_index_is_65535()
    {
        using var rig = new TestRig(new TestRigOptions { HardwareSize = 0, Slots = 65536 });

        rig.AllocateRange(65535, 65535);

        Assert.NotEqual(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, 65535));
        Assert.Equal(MsiErrorCode.OutOfRange, Assert.Throws<MsiException>(() => rig.AllocateRange(65536, 65536)).Error.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65537)]
    [InlineData(int.MaxValue)]
    [Follows("C7", "__msi_create_device_irq_domain")]
    public void A_hardware_size_that_no_domain_can_have_is_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestRig(new TestRigOptions { HardwareSize = size }));

    [Fact]
    [Follows("§3 create", "msi_domain_template.name")]
    public void A_domain_has_to_name_its_chip() =>
        Assert.Throws<ArgumentException>(() => new TestRig(new TestRigOptions { ChipName = " " }));

    [Fact]
    [Follows("§3 remove", "msi_remove_device_irq_domain")]
    public void An_id_whose_domain_was_removed_can_have_a_new_one()
    {
        using var rig = new TestRig();
        rig.RemoveDomain(MsiDomainId.Secondary);
        Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error));
        Assert.Equal(MsiErrorCode.NoDomain, error.Code);

        var options = new TestRigOptions { HardwareSize = 3 };
        rig.CreateImsDomain(options);

        Assert.Equal("3", options.Log.Last("Prepare"));
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§3 remove", "msi_remove_device_irq_domain")]
    public void A_domain_that_was_removed_serves_nobody_again()
    {
        using var rig = new TestRig();
        rig.RemoveDomain(MsiDomainId.Secondary);

        Assert.Throws<ArgumentException>(() => rig.OfferDomainTo(rig.Device));
    }

    [Fact]
    [Follows("§3 remove", "msi_remove_device_irq_domain")]
    public void Removing_one_domain_leaves_the_others()
    {
        using var rig = new TestRig();
        rig.CreateDomain(s_third, new TestRigOptions());
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        rig.RemoveDomain(s_third);

        Assert.Equal(map.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, map.Index));
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§3 remove", "msi_teardown")]
    public void A_domain_whose_teardown_fails_is_gone_all_the_same()
    {
        using var rig = new TestRig();
        rig.Log.Fail("Teardown");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.RemoveDomain(MsiDomainId.Secondary));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        Assert.Contains("TestDomain.Teardown threw", thrown.Message, StringComparison.Ordinal);
        rig.CreateImsDomain(new TestRigOptions());
    }

    [Fact]
    [Follows("§3 create", "msi_setup_device_data")]
    public void A_removed_device_gets_no_domain()
    {
        using var rig = new TestRig(TestRigOptions.Bare());
        rig.Device.Dispose();

        Assert.Throws<ObjectDisposedException>(() => rig.CreateImsDomain(new TestRigOptions()));
    }
}
