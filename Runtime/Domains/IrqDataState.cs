namespace MsiEncap.Domains;

/// <summary>What a chip may know of one interrupt (<c>struct irq_data</c> of the device's level).</summary>
internal sealed class IrqDataState(MsiDescriptorState descriptor, int offset)
{
    public MsiDescriptorState Descriptor { get; } = descriptor;

    /// <summary>Which of the descriptor's interrupts this is, from 0.</summary>
    public int Offset { get; } = offset;

    public Virq Virq { get; set; }

    public ulong Hwirq { get; set; }
}
