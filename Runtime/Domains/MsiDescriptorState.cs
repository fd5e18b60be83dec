using MsiEncap.Contracts;

namespace MsiEncap.Domains;

/// <summary>
/// What a domain may know of one allocated index: the part of <c>struct msi_desc</c> that <see cref="MsiDescriptor"/> and
/// <see cref="IrqData"/> open to callbacks. Guarded by the device's descriptor lock, the message by the interrupt's own.
/// </summary>
internal sealed class MsiDescriptorState(MsiDomain domain, int index, MsiInstanceCookie instanceCookie)
{
    public MsiDomain Domain { get; } = domain;

    public int Index { get; } = index;

    public MsiInstanceCookie InstanceCookie { get; set; } = instanceCookie;

    public ulong DomainCookie { get; set; }

    public MsiMessage Message { get; set; }

    public Virq Virq { get; set; }

    public ulong Hwirq { get; set; }
}
