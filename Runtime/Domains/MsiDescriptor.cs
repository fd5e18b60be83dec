using System.Collections.Immutable;
using MsiEncap.Contracts;
using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>
/// An allocated index of a domain, handed to a callback for as long as the callback runs. A <see langword="ref"/> struct, so the
/// compiler itself keeps it out of fields, closures and other threads.
/// </summary>
/// <remarks>The kernel's <c>struct msi_desc</c>. Callbacks that get one run under the device's descriptor lock.</remarks>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "keep the virq that the allocation returned")]
public readonly ref struct MsiDescriptor
{
    private readonly MsiDescriptorState _state;

    internal MsiDescriptor(MsiDescriptorState state) => _state = state;

    /// <summary>The index within the domain, 0 and up (<c>msi_index</c>).</summary>
    public int Index => _state.Index;

    /// <summary>How many interrupts the index stands for: 1, or up to 32 for PCI MSI (<c>nvec_used</c>).</summary>
    public int VectorCount => _state.Vectors;

    /// <summary>The number of the interrupt, or of the first of them; <see cref="Virq.None"/> while there is none yet.</summary>
    public Virq Virq => _state.Virq;

    /// <summary>Where the interrupt shall be delivered, or each of them; empty if anywhere. A copy (<c>affinity</c>).</summary>
    public ImmutableArray<IrqAffinity> Affinities => _state.Affinities;

    /// <summary>The cookie that the usage site passed, or what the domain has put in its place (<c>icookie</c>).</summary>
    /// <remarks>The usage site's own copy is never changed.</remarks>
    public MsiInstanceCookie InstanceCookie
    {
        get => _state.InstanceCookie;
        set => _state.InstanceCookie = value;
    }

    /// <summary>64 bits for the domain's own use, such as the place of the slot; 0 at first (<c>dcookie</c>).</summary>
    public ulong DomainCookie
    {
        get => _state.DomainCookie;
        set => _state.DomainCookie = value;
    }

    /// <summary>The message written last (<c>msg</c>).</summary>
    public MsiMessage Message => _state.Message;
}
