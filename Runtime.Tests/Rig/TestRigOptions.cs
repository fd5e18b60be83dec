using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>What a test wants of its machine.</summary>
internal sealed record TestRigOptions
{
    public int Cpus { get; init; } = 2;

    /// <summary>The machine; <see cref="Cpus"/> counts for it, too.</summary>
    public SimulatedMachineOptions Machine { get; init; } = new();

    /// <summary>A machine without remapping, where a message names a CPU and a vector.</summary>
    public static TestRigOptions WithoutRemapping() => new()
    {
        Machine = new SimulatedMachineOptions { Remapping = SimulatedRemapping.None },
        IsIms = false,
    };

    /// <summary>Whether the domain is of the device's own storage; otherwise it says that it is of PCI MSI, which every machine serves.</summary>
    public bool IsIms { get; init; } = true;

    public int Slots { get; init; } = 16;

    public int HardwareSize { get; init; } = 16;

    public bool ActivateEarly { get; init; }

    public bool SameHwirq { get; init; }

    /// <summary>Whether the storage lies behind a bus that has to be locked.</summary>
    public bool HasBus { get; init; }

    public CallbackLog Log { get; init; } = new();
}
