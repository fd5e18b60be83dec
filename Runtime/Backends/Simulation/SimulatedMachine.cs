namespace MsiEncap.Simulation;

/// <summary>
/// A machine in memory: CPUs with their delivery threads, a PCI bus, and memory that devices reach. Drivers run on it as they would
/// on real devices. Dispose of it to end its threads. Thread-safe.
/// </summary>
public sealed class SimulatedMachine : IDisposable
{
    private const int MaxSlots = 31;

    private readonly SimulatedBus _bus = new();
    private readonly Lock _slotLock = new();
    private int _lastSlot;

    /// <summary>A machine with some CPUs.</summary>
    /// <param name="cpuCount">How many, 1 to <see cref="IrqSubsystem.MaxCpus"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cpuCount"/> is not in that range.</exception>
    public SimulatedMachine(int cpuCount = 2)
        : this(new SimulatedMachineOptions { Cpus = cpuCount })
    {
    }

    /// <summary>A machine with some properties.</summary>
    /// <param name="options">The properties.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public SimulatedMachine(SimulatedMachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimulatedRemappingTable? remapping = SimulatedHierarchy.CreateTable(options);
        Irqs = new IrqSubsystem(new LocalApic(_bus, remapping), SimulatedHierarchy.CoreOptions(options));
        _bus.Connect(Irqs.Core.Cpus, remapping);
    }

    /// <summary>The machine's interrupts.</summary>
    public IrqSubsystem Irqs { get; }

    /// <summary>Puts a device into the next free slot, 00:01.0 and up.</summary>
    /// <param name="function">The model of the device, which stays in this machine.</param>
    /// <returns>The device, for its driver.</returns>
    /// <exception cref="ArgumentException">The device is plugged in already.</exception>
    /// <exception cref="InvalidOperationException">All 31 slots are taken.</exception>
    public PciDevice Plug(SimulatedPciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        int slot;
        lock (_slotLock)
        {
            if (_lastSlot == MaxSlots)
            {
                throw new InvalidOperationException($"All {MaxSlots} slots of the bus are taken.");
            }

            if (!function.TryAttach(_bus))
            {
                throw new ArgumentException($"This {function.GetType().Name} is plugged in already; make another one.", nameof(function));
            }

            slot = ++_lastSlot;
        }

        return Irqs.AddDevice(new SimulatedFunctionAccess(_bus, function, slot));
    }

    /// <summary>
    /// Pulls a device out while its driver may be using it (surprise removal). When this returns, its registers and its configuration
    /// space read all ones and drop writes, and it raises nothing by pin, MSI or MSI-X any more; its driver has been told. Again, it does nothing.
    /// </summary>
    /// <param name="function">The model, which cannot be plugged in again.</param>
    /// <exception cref="ArgumentException">The device is not plugged into this machine.</exception>
    public void Unplug(SimulatedPciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!function.IsOn(_bus))
        {
            throw new ArgumentException($"This {function.GetType().Name} is not plugged into this machine, so it cannot be pulled out of it.", nameof(function));
        }

        function.Remove();
    }

    /// <summary>Removes every device and ends the delivery threads.</summary>
    /// <exception cref="AggregateException">Callbacks of domains threw; the machine is disposed of all the same.</exception>
    public void Dispose() => Irqs.Dispose();
}
