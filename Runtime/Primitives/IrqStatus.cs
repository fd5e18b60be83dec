using System.Collections.Immutable;

namespace MsiEncap;

/// <summary>The state of an interrupt at one moment (<c>/sys/kernel/debug/irq</c>). Immutable.</summary>
public sealed record IrqStatus
{
    internal IrqStatus()
    {
    }

    /// <summary>The interrupt.</summary>
    public required Virq Virq { get; init; }

    /// <summary>The chip and the device, as in the interrupt table; for example "IR-IDXD-IMS-0000:00:01.0".</summary>
    public required string Chip { get; init; }

    /// <summary>The names of the handlers; several share it.</summary>
    public required ImmutableArray<string> Handlers { get; init; }

    /// <summary>How often the interrupt is disabled; 0 while its handlers run, 1 without any (<c>depth</c>).</summary>
    public required int DisableDepth { get; init; }

    /// <summary>Whether an interrupt arrived that waits for the interrupt to be enabled (<c>IRQS_PENDING</c>).</summary>
    public required bool IsPending { get; init; }

    /// <summary>Whether the device was told not to raise it (<c>IRQD_IRQ_MASKED</c>).</summary>
    public required bool IsMasked { get; init; }

    /// <summary>Whether the device holds its message (<c>IRQD_ACTIVATED</c>).</summary>
    public required bool IsActivated { get; init; }

    /// <summary>Whether it waits for one of its CPUs to come back (<c>IRQD_MANAGED_SHUTDOWN</c>).</summary>
    public required bool IsManagedShutdown { get; init; }

    /// <summary>Whether it was disabled because nobody handled it (<c>IRQS_SPURIOUS_DISABLED</c>).</summary>
    public required bool IsSpuriousDisabled { get; init; }

    /// <summary>Where it may be delivered.</summary>
    public required IrqAffinity Affinity { get; init; }

    /// <summary>How often its handlers were called.</summary>
    public required long Count { get; init; }

    /// <summary>How often none of them had anything to do.</summary>
    public required long Unhandled { get; init; }

    /// <summary>How often one of them threw.</summary>
    public required long Faults { get; init; }
}
