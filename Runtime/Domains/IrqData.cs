using MsiEncap.Contracts;
using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>
/// An interrupt as its chip sees it, handed to a chip callback for as long as the callback runs.
/// </summary>
/// <remarks>The kernel's <c>struct irq_data</c>. Chip callbacks run under the interrupt's own lock and may not wait for anything.</remarks>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "keep the virq that the allocation returned")]
public readonly ref struct IrqData
{
    private readonly IrqDataState _state;

    internal IrqData(IrqDataState state) => _state = state;

    /// <summary>The interrupt's number (<c>irq</c>).</summary>
    public Virq Virq => _state.Virq;

    /// <summary>The number that the domain gave the interrupt, by default its index (<c>hwirq</c>).</summary>
    public ulong Hwirq => _state.Hwirq;

    /// <summary>The index within the domain, 0 and up.</summary>
    public int Index => _state.Descriptor.Index;

    /// <summary>Which of the interrupts of its index this is: 0, or up to 31 for PCI MSI with several vectors.</summary>
    public int Offset => _state.Offset;

    /// <summary>The cookie as the domain's prepare callback left it.</summary>
    public MsiInstanceCookie InstanceCookie => _state.Descriptor.InstanceCookie;

    /// <summary>The domain's own 64 bits as its prepare callback left them.</summary>
    public ulong DomainCookie => _state.Descriptor.DomainCookie;
}
