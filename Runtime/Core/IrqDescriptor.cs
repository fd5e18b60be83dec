using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// An interrupt: everything about one virq (<c>struct irq_desc</c>). Its CPU's delivery thread runs its flow without any lock; all
/// others change it under <see cref="Gate"/> and then wait for the thread where they must.
/// </summary>
internal sealed class IrqDescriptor(IrqCore core, MsiDeviceDomain owner, MsiDescriptorState state, long serial)
{
    private readonly long[] _counts = new long[core.Cpus.Length];
    private IrqAction? _action;
    private bool _running;

    public IrqCore Core => core;

    /// <summary>The domain of a device that the interrupt was allocated from.</summary>
    public MsiDeviceDomain Owner => owner;

    /// <summary>What the domain's callbacks see.</summary>
    public MsiDescriptorState State => state;

    /// <summary>Tells this allocation from the next one of the same index.</summary>
    public long Serial => serial;

    public Virq Virq => state.Virq;

    public MsiDomain Domain => state.Domain;

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

    /// <summary>The handler; published before the interrupt is unmasked, withdrawn before anyone waits for it.</summary>
    public IrqAction? Action
    {
        get => Volatile.Read(ref _action);
        set => Volatile.Write(ref _action, value);
    }

    /// <summary>Whether the flow is between reading <see cref="Action"/> and the handler's return. Written by the delivery thread alone.</summary>
    public bool Running
    {
        get => Volatile.Read(ref _running);
        set => Volatile.Write(ref _running, value);
    }

    /// <summary>The handler that was freed by its own run, to be finished when it returns. The delivery thread's alone.</summary>
    public IrqAction? FreedByItself { get; set; }

    /// <summary>Runs that found nothing to do. Written by the delivery thread alone.</summary>
    public long Unhandled { get; set; }

    /// <summary>Runs that threw. Written by the delivery thread alone.</summary>
    public long Faults { get; set; }

    /// <summary>How often the interrupt was handled on a CPU. Written by that CPU's delivery thread alone.</summary>
    public ref long CountOn(int cpu) => ref _counts[cpu];
}
