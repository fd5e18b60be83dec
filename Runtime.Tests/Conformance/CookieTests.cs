using System.Runtime.CompilerServices;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What a usage site tells its domain, and how long the core keeps it.</summary>
public class CookieTests
{
    private static readonly MsiDomainId s_references = new(2);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(uint.MaxValue)]
    [Follows("§1 msi_instance_cookie", "union msi_instance_cookie")]
    public void The_domain_gets_what_the_usage_site_said(uint tag)
    {
        using var rig = new TestRig();

        rig.Device.AllocateImsIrq(new TestCookie(tag));

        Assert.Equal($"index 0, tag {tag}, virq 0", rig.Log.Last("PrepareDescriptor"));
    }

    [Fact]
    [Follows("C9", "msi_alloc_desc")]
    public void Without_a_cookie_the_domain_sees_zero()
    {
        using var rig = new TestRig();

        rig.AllocateRange(0, 0);

        Assert.Equal("index 0, tag 0, virq 0", rig.Log.Last("PrepareDescriptor"));
    }

    [Fact]
    [Follows("C8", "msi_desc_data.icookie")]
    public void The_chip_sees_the_cookies_as_prepare_left_them()
    {
        using var rig = new TestRig();
        rig.Device.AllocateImsIrq(new TestCookie(1));
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(0xabcd));
        using var handler = new TestHandler();

        rig.RequestAt(map, handler);

        Assert.Equal("index 1, cookie 0xffffffffffff5432, own 16", rig.Log.Last("Unmask"));
    }

    [Fact]
    [Follows("C8", "msi_desc_data.dcookie")]
    public void The_domains_own_cookie_is_zero_at_first()
    {
        using var rig = new TestRig();
        var log = new CallbackLog();
        MsiDomainId<ReferenceCookie> references = rig.CreateReferenceDomain(s_references, log);

        rig.AllocateWithReference(references, new object());

        Assert.Contains("own 0,", Assert.Single(rig.Walk(s_references)), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§1 msi_instance_cookie", "union msi_instance_cookie")]
    public void Every_interrupt_has_a_cookie_of_its_own()
    {
        using var rig = new TestRig();

        rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.AllocateImsIrq(new TestCookie(2));

        Assert.Collection(
            rig.Walk(MsiDomainId.Secondary),
            first => Assert.Contains("cookie 0xfffffffffffffffe, own 0,", first, StringComparison.Ordinal),
            second => Assert.Contains("cookie 0xfffffffffffffffd, own 16,", second, StringComparison.Ordinal));
    }

    [Fact]
    [Follows("§2 cookie", "msi_domain_alloc_irq_at")]
    public void A_cookie_of_the_same_contract_but_another_layout_never_reaches_the_domain()
    {
        using var rig = new TestRig();
        rig.Log.Clear();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new OtherLayout.TestCookie(1)));

        Assert.Equal(MsiErrorCode.ContractMismatch, thrown.Error.Code);
        Assert.EndsWith(
            "; build both sides against the same contract\n"
            + "  cookie                 | domain\n"
            + "! version 2              | version 1\n"
            + "! bits 15:0 Tag unsigned | bits 31:0 Tag unsigned",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Empty(rig.Log.Names);
        Assert.Empty(rig.WalkIndices());
    }

    [Fact]
    [Follows("§2 cookie", "msi_domain_alloc_irq_at")]
    public void A_cookie_is_that_of_the_domain_that_is_named_not_of_the_device()
    {
        using var rig = new TestRig();
        MsiDomainId<TestCookie> replaced = rig.CreateDomain(s_references, new TestRigOptions());
        rig.RemoveDomain(s_references);
        rig.CreateReferenceDomain(s_references, new CallbackLog());

        Assert.False(rig.Device.TryAllocateImsIrq(replaced, new TestCookie(1), out _, out MsiError? error));

        Assert.Equal(MsiErrorCode.ContractMismatch, error.Code);
        Assert.Contains("'test,reference'", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§1 msi_instance_cookie", "msi_instance_cookie.ptr")]
    public void A_reference_reaches_the_domain_and_its_chip_as_the_very_object()
    {
        using var rig = new TestRig();
        var log = new CallbackLog();
        MsiDomainId<ReferenceCookie> references = rig.CreateReferenceDomain(s_references, log);
        using var handler = new TestHandler();

        MsiMap map = rig.AllocateWithReference(references, new Queue("queue 7"));
        rig.RequestAt(map, handler);

        Assert.Equal("queue 7", log.Last("PrepareDescriptor"));
        Assert.Equal("queue 7", log.Last("Unmask"));
    }

    [Fact]
    [Follows("§1 msi_instance_cookie", "msi_instance_cookie.ptr")]
    public void A_cookie_that_refers_to_nothing_is_refused_before_anything_is_allocated()
    {
        using var rig = new TestRig();
        var log = new CallbackLog();
        MsiDomainId<ReferenceCookie> references = rig.CreateReferenceDomain(s_references, log);
        log.Clear();
        rig.Log.Clear();

        Assert.All(
            (Action[])
            [
                () => rig.Device.AllocateImsIrq(references, default),
                () => rig.Device.AllocateImsIrq(default(ReferenceCookie)),
                () => rig.Device.AllocateMsiIrqAt(references, 3, default),
                () => rig.Device.TryAllocateImsIrq(references, default, out _, out _),
                () => rig.Device.TryAllocateImsIrq(default(ReferenceCookie), out _, out _),
            ],
            allocate => Assert.Throws<InvalidOperationException>(allocate));

        Assert.Empty(log.Names);
        Assert.Empty(rig.Log.Names);
        Assert.Empty(rig.Walk(s_references));
        Assert.Empty(rig.WalkIndices());
        Assert.Equal(0, rig.AllocateWithReference(references, new Queue("queue 0")).Index);
    }

    [Fact]
    [Follows("§2 cookie", "msi_free_desc")]
    public void What_a_cookie_refers_to_lives_as_long_as_the_interrupt_and_no_longer()
    {
        using var rig = new TestRig();
        (MsiMap map, WeakReference target) = Allocate(rig, rig.CreateReferenceDomain(s_references, new CallbackLog()));
        Collect();
        Assert.True(target.IsAlive);

        rig.Device.FreeImsIrq(map);

        Collect();
        Assert.False(target.IsAlive);
    }

    [Fact]
    [Follows("§2 cookie", "msi_free_desc")]
    public void What_a_cookie_refers_to_outlives_the_handlers_of_the_interrupt()
    {
        using var rig = new TestRig();
        (MsiMap map, WeakReference target) = Allocate(rig, rig.CreateReferenceDomain(s_references, new CallbackLog()));
        using var handler = new TestHandler();
        rig.RequestAt(map, handler).Dispose();
        Collect();
        Assert.True(target.IsAlive);

        rig.Device.FreeImsIrq(map);

        Collect();
        Assert.False(target.IsAlive);
    }

    [Fact]
    [Follows("§2 cookie", "msi_free_desc")]
    public void An_allocation_that_fails_keeps_nothing_of_its_cookie()
    {
        using var rig = new TestRig();
        var log = new CallbackLog();
        log.Fail("PrepareDescriptor");

        WeakReference target = Fail(rig, rig.CreateReferenceDomain(s_references, log));

        Collect();
        Assert.False(target.IsAlive);
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void A_removed_device_keeps_nothing_of_its_cookies()
    {
        using var rig = new TestRig();
        (_, WeakReference target) = Allocate(rig, rig.CreateReferenceDomain(s_references, new CallbackLog()));

        rig.Device.Dispose();

        Collect();
        Assert.False(target.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (MsiMap Map, WeakReference Target) Allocate(TestRig rig, MsiDomainId<ReferenceCookie> id)
    {
        var target = new Queue("queue");
        return (rig.AllocateWithReference(id, target), new WeakReference(target));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Fail(TestRig rig, MsiDomainId<ReferenceCookie> id)
    {
        var target = new Queue("queue");
        Assert.Throws<MsiException>(() => rig.AllocateWithReference(id, target));
        return new WeakReference(target);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class Queue(string name)
    {
        public override string ToString() => name;
    }
}
