using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A domain whose usage sites pass an object, of which it keeps nothing beside the descriptor.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "an irq domain with reference cookies")]
internal sealed class ReferenceDomain(CallbackLog log) : MsiDomain<ReferenceCookie>(new MsiDomainTemplate { ChipName = "TEST-REF" })
{
    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in ReferenceCookie cookie) =>
        log.Called(nameof(PrepareDescriptor), $"{descriptor.InstanceCookie.Reference}");

    protected override void Mask(scoped IrqData irq) => log.Called(nameof(Mask));

    protected override void Unmask(scoped IrqData irq) => log.Called(nameof(Unmask), $"{irq.InstanceCookie.Reference}");

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message) => log.Called(nameof(WriteMessage));
}
