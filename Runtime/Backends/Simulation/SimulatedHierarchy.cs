using System.Globalization;
using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Simulation;

/// <summary>What each level of the simulated machine supports (<c>x86_vector_msi_parent_ops</c>, <c>dmar_msi_parent_ops</c>, <c>virt_dmar_msi_parent_ops</c>).</summary>
internal static class SimulatedHierarchy
{
    private const int MinEntries = 64;
    private const int MaxEntries = 65536;
    private const int MinVirqs = 128;

    public static SimulatedRemappingTable? CreateTable(SimulatedMachineOptions options)
    {
        if (options.RemappingEntries is < MinEntries or > MaxEntries)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.RemappingEntries, string.Create(CultureInfo.InvariantCulture, $"{nameof(options.RemappingEntries)} must be {MinEntries} to {MaxEntries}"));
        }

        return options.Remapping == SimulatedRemapping.None ? null : new SimulatedRemappingTable(options.RemappingEntries);
    }

    public static IrqCoreOptions CoreOptions(SimulatedMachineOptions options)
    {
        if (options.VirqLimit < MinVirqs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.VirqLimit, string.Create(CultureInfo.InvariantCulture, $"{nameof(options.VirqLimit)} must be at least {MinVirqs}"));
        }

        return new IrqCoreOptions
        {
            Cpus = options.Cpus,
            IsMsiParent = options.SupportsMessages,
            RootFlags = RootFlags(options),
            RootRequired = options.RequiresContiguousMsix ? MsiFlags.MsixContiguous : MsiFlags.None,
            RemappingFlags = RemappingFlags(options),
            RemappingPrefix = options.Remapping == SimulatedRemapping.Virtual ? "vIR-" : "IR-",
            VirqLimit = options.VirqLimit,
            Time = options.Time,
            Logger = options.Logger,
        };
    }

    // A message to a CPU names one vector, so without remapping there is one interrupt to a message.
    private static MsiFlags RootFlags(SimulatedMachineOptions options) =>
        (options.SupportsMsix ? MsiFlags.PciMsix : MsiFlags.None)
        | (options.SupportsDynamicMsix ? MsiFlags.MsixAllocDyn : MsiFlags.None)
        | MsiFlags.MsixContiguous;

    private static MsiFlags RemappingFlags(SimulatedMachineOptions options) =>
        RootFlags(options)
        | (options.SupportsMultiMsi ? MsiFlags.MultiPciMsi : MsiFlags.None)
        | (options.Remapping == SimulatedRemapping.Hardware ? MsiFlags.PciIms : MsiFlags.None);
}
