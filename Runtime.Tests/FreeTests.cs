using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Giving interrupts and domains back: what the kernel takes on trust is checked.</summary>
public class FreeTests
{
    [Fact]
    [Follows("C20", "pci_ims_free_irq")]
    public void A_stale_map_does_not_free_the_next_owner_of_its_index()
    {
        using var rig = new TestRig();
        MsiMap stale = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(stale);
        MsiMap owner = rig.Device.AllocateImsIrq(new TestCookie(2));
        Assert.Equal(stale.Index, owner.Index);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(stale));

        Assert.Equal(MsiErrorCode.Stale, thrown.Error.Code);
        Assert.Equal(owner.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, owner.Index));
        rig.Device.FreeImsIrq(owner);
    }

    [Fact]
    [Follows("C20", "pci_ims_free_irq")]
    public void Freeing_twice_is_refused()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(map);

        Assert.Equal(MsiErrorCode.Stale, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);
    }

    [Fact]
    [Follows("C20", "pci_ims_free_irq")]
    public void A_map_of_another_device_frees_nothing()
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());
        MsiMap theirs = other.AllocateImsIrq(new TestCookie(1));
        MsiMap ours = rig.Device.AllocateImsIrq(new TestCookie(1));
        Assert.Equal(theirs.Index, ours.Index);

        Assert.Equal(MsiErrorCode.Stale, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(theirs)).Error.Code);

        Assert.Equal(ours.Virq, rig.Device.GetVirq(MsiDomainId.Secondary, ours.Index));
    }

    [Fact]
    [Follows("C21", "irq_domain_free_irqs")]
    public void A_requested_interrupt_cannot_be_freed_and_goes_on()
    {
        using var rig = new TestRig();
        using var arrived = new CountdownEvent(1);
        (MsiMap map, IrqRegistration irq) = rig.Request(
            () =>
            {
                arrived.Signal();
                return IrqReturn.Handled;
            },
            "wq0");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map));

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.Contains("requested by 'wq0'; dispose of its registration first", thrown.Message, StringComparison.Ordinal);
        rig.Hardware.Raise(map.Index);
        Assert.True(arrived.Wait(Patience.Time));
        irq.Dispose();
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "irq_domain_deactivate_irq")]
    public void The_message_is_taken_from_the_device_when_the_handler_is_freed()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        Assert.Equal("0x00000000 to 0x00000000fee00018, unmasked", rig.Hardware.Describe(map.Index));
        Assert.Equal("0x00000000 to 0x00000000fee00018", rig.CachedMessage(map.Virq));

        irq.Dispose();

        Assert.Equal("0x00000000 to 0x0000000000000000, masked", rig.Hardware.Describe(map.Index));
        Assert.Equal("0x00000000 to 0x0000000000000000", rig.CachedMessage(map.Virq));
    }

    [Fact]
    [Follows("§3 remove", "msi_remove_device_irq_domain")]
    public void A_domain_goes_when_its_interrupts_are_gone()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));

        Assert.Equal(MsiErrorCode.Busy, Assert.Throws<MsiException>(() => rig.RemoveDomain(MsiDomainId.Secondary)).Error.Code);

        rig.Device.FreeImsIrq(map);
        rig.RemoveDomain(MsiDomainId.Secondary);
        Assert.Equal("Teardown", rig.Log.Names.Last());
        rig.RemoveDomain(MsiDomainId.Secondary);
        Assert.Single(rig.Log.Names, "Teardown");
    }

    [Fact]
    [Follows("C34", "msi_create_device_irq_domain")]
    public void A_second_domain_of_an_id_is_refused_and_the_first_stays()
    {
        using var rig = new TestRig();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.CreateDomain(MsiDomainId.Secondary, new TestRigOptions()));

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.True(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    public void A_domain_serves_one_device_only()
    {
        using var rig = new TestRig();

        Assert.Throws<ArgumentException>(() => rig.OfferDomainTo(rig.Plug()));
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void Removing_a_device_frees_handlers_then_interrupts_then_domains()
    {
        using var rig = new TestRig();
        rig.Request(() => IrqReturn.Handled);
        rig.Device.AllocateImsIrq(new TestCookie(2));
        rig.Log.Clear();

        rig.Device.Dispose();

        Assert.Equal(["Mask", "WriteMessage", "FreeIrq", "FreeIrq", "Teardown"], rig.Log.Names);
        Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));
    }

    [Fact]
    public void A_device_whose_callbacks_throw_is_removed_all_the_same()
    {
        using var rig = new TestRig();
        (_, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        rig.Log.Fail("Mask");
        rig.Log.Fail("FreeIrq");
        rig.Log.Fail("Teardown");

        MsiException thrown = Assert.Throws<MsiException>(rig.Device.Dispose);

        Assert.Equal(3, Assert.IsType<AggregateException>(thrown.Error.Cause).InnerExceptions.Count);
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, 0));
        Assert.Throws<MsiException>(irq.Dispose);
    }
}
