using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>PCI's own domains have a contract without a cookie: the specification.</summary>
public class PciCookieTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msix, "PCI-MSIX")]
    [InlineData(IrqVectorTypes.Msi, "PCI-MSI")]
    [Follows("§1 msi_desc_data", "msi_domain_alloc_irq_at")]
    public void A_cookie_for_the_default_domain_is_refused_and_told_why(IrqVectorTypes types, string chip)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        MsiDomainId<TestCookie> before = FreedDefault(rig.Device);
        rig.Device.AllocateIrqVectors(1, 1, types);

        Assert.False(rig.Device.TryAllocateImsIrq(before, new TestCookie(1), out MsiMap map, out MsiError? error));

        Assert.Equal((MsiErrorCode.ContractMismatch, Virq.None), (error.Code, map.Virq));
        Assert.Contains($"'{chip}' does is laid down by PCI and takes no cookie", error.Detail, StringComparison.Ordinal);
        Assert.Contains("test,device", error.Detail, StringComparison.Ordinal);
        Assert.Equal(MsiErrorCode.ContractMismatch, VectorRig.Refusal(() => rig.Device.AllocateMsiIrqAt(before, 1, new TestCookie(1))));
        Assert.Single(PciProbe.Walk(rig.Device, MsiDomainId.Default));
    }

    [Fact]
    [Follows("C1", "msi_domain_alloc_irq_at")]
    public void Before_any_vector_there_is_no_default_domain()
    {
        using var rig = new VectorRig(VectorRig.Everything);

        MsiDomainId<TestCookie> before = FreedDefault(rig.Device);

        Assert.Equal(MsiErrorCode.NoDomain, VectorRig.Refusal(() => rig.Device.AllocateImsIrq(before, new TestCookie(1))));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 0));
        Assert.Equal(Virq.None, rig.Device.GetVirq(before, 0));
    }

    // PCI's own domains have no cookie, and so no id that an allocation with one takes. Who had the place before them has.
    private static MsiDomainId<TestCookie> FreedDefault(PciDevice device)
    {
        MsiDomainId<TestCookie> id = PciProbe.TakeDefaultDomain(device);
        PciProbe.RemoveDomain(device, id.Id);
        return id;
    }
}
