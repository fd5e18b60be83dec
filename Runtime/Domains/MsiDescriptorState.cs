using System.Collections.Immutable;
using MsiEncap.Contracts;

namespace MsiEncap.Domains;

/// <summary>
/// What a domain may know of one allocated index: the part of <c>struct msi_desc</c> that <see cref="MsiDescriptor"/> and
/// <see cref="IrqData"/> open to callbacks. Guarded by the device's descriptor lock, the message by the interrupt's own.
/// </summary>
internal sealed class MsiDescriptorState(MsiDomain domain, int index, int vectors, MsiInstanceCookie instanceCookie, ImmutableArray<IrqAffinity> affinities)
{
    public MsiDomain Domain { get; } = domain;

    public int Index { get; } = index;

    /// <summary>How many interrupts the index stands for (<c>nvec_used</c>).</summary>
    public int Vectors { get; } = vectors;

    /// <summary>Where each interrupt shall be delivered; empty if anywhere.</summary>
    public ImmutableArray<IrqAffinity> Affinities { get; } = affinities;

    public MsiInstanceCookie InstanceCookie { get; set; } = instanceCookie;

    public ulong DomainCookie { get; set; }

    public MsiMessage Message { get; set; }

    /// <summary>The first interrupt's number.</summary>
    public Virq Virq { get; set; }
}
