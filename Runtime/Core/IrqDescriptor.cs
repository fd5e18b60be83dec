using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// An interrupt: everything about one virq (<c>struct irq_desc</c>). Its CPU's delivery thread runs its flow without any lock; all
/// others change it under <see cref="Gate"/> and then wait for the thread where they must.
/// </summary>
internal sealed class IrqDescriptor
{
    public IrqDescriptor(IrqCore core, MsiDeviceDomain owner, MsiDescriptorState state, long serial)
    {
        Core = core;
        Owner = owner;
        State = state;
        Serial = serial;
        Flow = new IrqFlow(this);
    }

    public IrqCore Core { get; }

    /// <summary>The domain of a device that the interrupt was allocated from.</summary>
    public MsiDeviceDomain Owner { get; }

    /// <summary>What the domain's callbacks see.</summary>
    public MsiDescriptorState State { get; }

    /// <summary>Tells this allocation from the next one of the same index.</summary>
    public long Serial { get; }

    /// <summary>What the delivery thread sees.</summary>
    public IrqFlow Flow { get; }

    public Virq Virq => State.Virq;

    public MsiDomain Domain => State.Domain;

    /// <summary>The handler, if the interrupt is requested.</summary>
    public IrqAction? Action => Flow.Action;

    /// <summary>The kernel's <c>desc-&gt;lock</c>: chip callbacks, <see cref="Phase"/> and <see cref="Active"/>.</summary>
    public Lock Gate { get; } = new();

    public IrqPhase Phase { get; set; }

    /// <summary>Whether the device holds the interrupt's message.</summary>
    public bool Active { get; set; }

    /// <summary>What the allocation has done. Guarded by the descriptor lock.</summary>
    public MsiSteps Steps { get; set; }

    /// <summary>Whose delivery thread runs the handler.</summary>
    public IrqCpu? Cpu { get; set; }

    /// <summary>The vector on <see cref="Cpu"/>.</summary>
    public int Vector { get; set; }

    /// <summary>How often the interrupt was handled on a CPU.</summary>
    public long CountOn(IrqCpu cpu) => cpu == Cpu ? Flow.Count : 0;
}
