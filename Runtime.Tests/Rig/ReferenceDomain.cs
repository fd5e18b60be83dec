using MsiEncap.Contracts;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A domain whose usage sites pass an object, of which it keeps nothing beside the descriptor.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "an irq domain with reference cookies")]
internal sealed class ReferenceDomain(CallbackLog log) : MsiDomain<ReferenceDomain.Cookie>(new MsiDomainTemplate { ChipName = "TEST-REF" })
{
    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in Cookie cookie) =>
        log.Called(nameof(PrepareDescriptor), $"{descriptor.InstanceCookie.Reference}");

    protected override void Mask(scoped IrqData irq) => log.Called(nameof(Mask));

    protected override void Unmask(scoped IrqData irq) => log.Called(nameof(Unmask), $"{irq.InstanceCookie.Reference}");

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message) => log.Called(nameof(WriteMessage));

    /// <summary>What its usage sites pass.</summary>
    internal readonly struct Cookie(object? target) : IMsiCookie<Cookie>
    {
        public static string ContractId => "test,reference";

        public static ulong LayoutFingerprint => 1;

        public static Cookie Unpack(MsiInstanceCookie cookie) => new(cookie.Reference);

        public MsiInstanceCookie Pack() => target is null ? default : MsiInstanceCookie.FromReference(target);
    }
}
