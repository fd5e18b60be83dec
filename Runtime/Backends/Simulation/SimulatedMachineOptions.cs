using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MsiEncap.Simulation;

/// <summary>What a simulated machine consists of and can do. The defaults are a machine with everything.</summary>
public sealed record SimulatedMachineOptions
{
    /// <summary>The number of CPUs, 1 to <see cref="IrqSubsystem.MaxCpus"/>.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>What stands between devices and CPUs. Interrupt storage of a device's own (IMS) and PCI MSI with several vectors need it.</summary>
    public SimulatedRemapping Remapping { get; init; } = SimulatedRemapping.Hardware;

    /// <summary>How many entries the remapping table has, 64 to 65536.</summary>
    public int RemappingEntries { get; init; } = 65536;

    /// <summary>How many interrupt numbers there are, in blocks of 64 of which one is not used; at least 128.</summary>
    public int VirqLimit { get; init; } = 1 << 21;

    /// <summary>Whether a device's message becomes an interrupt at all (<c>irq_domain_is_msi_parent</c>).</summary>
    public bool SupportsMessages { get; init; } = true;

    /// <summary>Whether PCI MSI with several vectors is supported (<c>MSI_FLAG_MULTI_PCI_MSI</c>).</summary>
    public bool SupportsMultiMsi { get; init; } = true;

    /// <summary>Whether PCI MSI-X is supported (<c>MSI_FLAG_PCI_MSIX</c>).</summary>
    public bool SupportsMsix { get; init; } = true;

    /// <summary>Whether MSI-X entries can be allocated one by one while MSI-X is on (<c>MSI_FLAG_PCI_MSIX_ALLOC_DYN</c>).</summary>
    public bool SupportsDynamicMsix { get; init; } = true;

    /// <summary>Whether MSI-X entries must be allocated without gaps (<c>MSI_FLAG_MSIX_CONTIGUOUS</c>).</summary>
    public bool RequiresContiguousMsix { get; init; }

    /// <summary>Where the time comes from by which spurious interrupts are judged.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Gets what goes wrong where nobody waits for an answer, at level Error, and what changes, at level Debug; nothing of an interrupt that is
    /// handled (docs/observability.md). Called from any thread, delivery threads included, but under no lock of the library. What it throws
    /// goes to the event source, and nothing else comes of it.
    /// </summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
