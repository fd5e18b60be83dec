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
        Storage = TestStorage.Msi,
    };

    /// <summary>A machine whose device has no domain.</summary>
    public static TestRigOptions Bare(SimulatedMachineOptions? machine = null) => new()
    {
        Machine = machine ?? new SimulatedMachineOptions(),
        HasDomain = false,
    };

    /// <summary>Whether the device has a domain from the start.</summary>
    public bool HasDomain { get; init; } = true;

    /// <summary>What the domain says that it programs.</summary>
    public TestStorage Storage { get; init; } = TestStorage.Ims;

    /// <summary>Whether the domain asks for what only PCI's own MSI-X has.</summary>
    public bool AsksForMsixFlags { get; init; }

    public string ChipName { get; init; } = "TEST-IMS";

    public int Slots { get; init; } = 16;

    public int HardwareSize { get; init; } = 16;

    public bool ActivateEarly { get; init; }

    public bool MustReactivate { get; init; }

    public bool NoMask { get; init; }

    public bool DisablesAtOnce { get; init; }

    public bool SameHwirq { get; init; }

    /// <summary>What the domain adds to an index to make its hwirq.</summary>
    public ulong FirstHwirq { get; init; }

    /// <summary>Whether the domain has callbacks of its own for starting and stopping an interrupt.</summary>
    public bool OverridesStartup { get; init; }

    /// <summary>Whether the storage lies behind a bus that has to be locked.</summary>
    public bool HasBus { get; init; }

    /// <summary>What the device has in its configuration space.</summary>
    public SimulatedPciCapabilities Capabilities { get; init; } = SimulatedPciCapabilities.None;

    public CallbackLog Log { get; init; } = new();
}
