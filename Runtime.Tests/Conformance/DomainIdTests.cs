using MsiEncap.Contracts;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What queues are given to say which domain of their device they mean. The id of another contract's domain does not compile.</summary>
public class DomainIdTests
{
    private static readonly MsiDomainId s_third = new(2);

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void Creating_a_domain_returns_the_id_that_its_queues_allocate_by()
    {
        using var rig = new TestRig();
        var references = new CallbackLog();
        MsiDomainId<TestCookie> own = rig.IdOf(rig.Device);
        MsiDomainId<ReferenceCookie> other = rig.CreateReferenceDomain(s_third, references);

        MsiMap first = rig.Device.AllocateImsIrq(own, new TestCookie(9));
        MsiMap second = rig.Device.AllocateMsiIrqAt(other, 3, new ReferenceCookie("queue 7"));

        Assert.Equal((MsiDomainId.Secondary, 0), (first.DomainId, first.Index));
        Assert.Equal((s_third, 3), (second.DomainId, second.Index));
        Assert.Equal("index 0, tag 9, virq 0", rig.Log.Last("PrepareDescriptor"));
        Assert.Equal("queue 7", references.Last("PrepareDescriptor"));
        Assert.Equal((first.Virq, second.Virq), (rig.Device.GetVirq(own, 0), rig.Device.GetVirq(other, 3)));
    }

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void The_id_of_another_device_is_refused_and_both_are_named()
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());
        MsiDomainId<TestCookie> foreign = rig.IdOf(other);
        rig.Log.Clear();

        Refusal(rig.Device, foreign, $"The id is of another device (device {other.Address}, domain 1, contract 'test,device'); device {rig.Device.Address} takes");
        Assert.Empty(rig.Log.Names);
        Assert.True(other.TryAllocateImsIrq(foreign, new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void The_id_of_another_device_at_the_same_address_is_refused_too()
    {
        using var rig = new TestRig();
        using var elsewhere = new TestRig();
        Assert.Equal(rig.Device.Address, elsewhere.Device.Address);

        Refusal(rig.Device, elsewhere.IdOf(elsewhere.Device), $"another device that is, or was, at {rig.Device.Address} (");
    }

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void The_default_id_names_no_domain()
    {
        using var rig = new TestRig();

        Refusal(rig.Device, default, "The id is the default one, which names no domain");
        Assert.Equal("no domain", default(MsiDomainId<TestCookie>).ToString());
    }

    [Fact]
    [Follows("§2 domain id", "msi_domain_alloc_irq_at")]
    [Obsolete("Reaches what does not compile, as reflection does.")]
    public void The_id_of_a_domain_of_another_contract_is_refused_where_it_got_past_the_compiler()
    {
        using var rig = new TestRig();
        MsiDomainId<ReferenceCookie> foreign = rig.CreateReferenceDomain(s_third, new CallbackLog());
        TestCookie cookie = new(1);

        Assert.All(Uses(rig.Device, foreign, cookie), use => Assert.Equal(MsiErrorCode.ContractMismatch, Assert.Throws<MsiException>(use).Error.Code));
        Assert.All(Uses(rig.Device, default(MsiDomainId<ReferenceCookie>), cookie), use => Assert.Throws<ArgumentException>("domainId", use));
    }

    [Fact]
    [Follows("§2 cookie", "msi_domain_alloc_irq_at")]
    [Obsolete("Reaches what does not compile, as reflection does.")]
    public void What_is_no_cookie_is_refused_where_it_got_past_the_compiler_and_a_boxed_cookie_is_not()
    {
        using var rig = new TestRig();
        MsiDomainId<TestCookie> own = rig.IdOf(rig.Device);
        rig.Log.Clear();

        Action[] uses =
        [
            () => rig.Device.AllocateImsIrq(own, 3u),
            () => rig.Device.AllocateMsiIrqAt(own, 0, "3"),
            () => rig.Device.TryAllocateImsIrq(own, null, out _, out _),
        ];
        Assert.All(uses, use => Assert.Contains($"construct a {typeof(TestCookie)}", Assert.Throws<ArgumentException>("cookie", use).Message, StringComparison.Ordinal));
        Assert.Contains("UInt32 is no cookie", Assert.Throws<ArgumentException>("cookie", () => rig.Device.AllocateImsIrq(3u)).Message, StringComparison.Ordinal);
        Assert.Contains("null is no cookie", Assert.Throws<ArgumentException>("cookie", () => rig.Device.TryAllocateImsIrq(null, out _, out _)).Message, StringComparison.Ordinal);
        Assert.Empty(rig.Log.Names);

        object boxed = new TestCookie(9);
        Assert.Equal(0, rig.Device.AllocateImsIrq(own, boxed).Index);
        Assert.Equal(3, rig.Device.AllocateMsiIrqAt(own, 3, boxed).Index);
        Assert.True(rig.Device.TryAllocateImsIrq(own, boxed, out MsiMap map, out _));
        Assert.Equal(1, map.Index);
    }

    [Fact]
    [Follows("§3 remove", "msi_remove_device_irq_domain")]
    public void The_id_of_a_domain_that_was_removed_finds_none()
    {
        using var rig = new TestRig();
        MsiDomainId<TestCookie> third = rig.CreateDomain(s_third, new TestRigOptions());
        rig.RemoveDomain(s_third);

        Assert.False(rig.Device.TryAllocateImsIrq(third, new TestCookie(1), out _, out MsiError? error));

        Assert.Equal((MsiErrorCode.NoDomain, s_third), (error.Code, error.DomainId));
    }

    [Fact]
    [Follows("§2 domain id", "msi_get_device_domain")]
    public void Ids_are_equal_if_device_and_domain_are()
    {
        using var rig = new TestRig();
        PciDevice other = rig.Plug(new TestRigOptions());
        MsiDomainId<TestCookie> own = rig.IdOf(rig.Device);
        MsiDomainId<TestCookie> third = rig.CreateDomain(s_third, new TestRigOptions());

        Assert.True(own == rig.IdOf(rig.Device) && own.Equals((object)rig.IdOf(rig.Device)));
        Assert.True(own != third && own != rig.IdOf(other) && own != default);
        Assert.False(own.Equals((object)own.Id));
        Assert.Equal(own.GetHashCode(), rig.IdOf(rig.Device).GetHashCode());
    }

    // No rule knows what the parameters of a type stand for.
    [Obsolete("Reaches what does not compile, as reflection does.")]
    private static Action[] Uses<TOther, TCookie>(PciDevice device, MsiDomainId<TOther> foreign, TCookie cookie)
        where TOther : struct, IMsiCookie<TOther>
        where TCookie : struct, IMsiCookie<TCookie> =>
    [
        () => device.AllocateImsIrq(foreign, cookie),
        () => device.AllocateMsiIrqAt(foreign, 0, cookie),
        () => throw new MsiException(device.TryAllocateImsIrq(foreign, cookie, out _, out MsiError? error) ? MsiErrorCode.NotSupported : error.Code, "refused"),
    ];

    private static void Refusal(PciDevice device, MsiDomainId<TestCookie> id, string says)
    {
        Action[] uses =
        [
            () => device.AllocateImsIrq(id, new TestCookie(1)),
            () => device.TryAllocateImsIrq(id, new TestCookie(1), out _, out _),
            () => device.AllocateMsiIrqAt(id, 0, new TestCookie(1)),
            () => device.GetVirq(id, 0),
        ];
        Assert.All(uses, use => Assert.Contains(says, Assert.Throws<ArgumentException>("domainId", use).Message, StringComparison.Ordinal));
    }
}
