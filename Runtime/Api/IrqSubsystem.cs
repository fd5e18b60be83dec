using MsiEncap.Core;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;
using MsiEncap.Pci;

namespace MsiEncap;

/// <summary>
/// The interrupts of one machine: its CPUs, each with a delivery thread, their vectors, and the interrupt numbers. A backend makes
/// one; nothing is shared between two of them. Thread-safe.
/// </summary>
public sealed class IrqSubsystem : IDisposable
{
    private readonly IrqCore _core;
    private readonly IrqMetrics _metrics;
    private readonly Lock _devicesLock = new();
    private readonly List<PciDevice> _devices = [];
    private bool _disposed;

    internal IrqSubsystem(IrqPlatform platform, IrqCoreOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Cpus);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Cpus, MaxCpus);
        _core = new IrqCore(platform, options);
        _metrics = new IrqMetrics(_core, this);
    }

    /// <summary>
    /// Tells the subsystem from the others of the process: the tag <c>msiencap.subsystem.id</c> of its meter and the first value of its
    /// events. 1 and up.
    /// </summary>
    public int Id => _core.Id;

    /// <summary>The largest number of CPUs.</summary>
    public static int MaxCpus => CpuMask.MaxCpus;

    /// <summary>How many CPUs there are, each with <see cref="VectorsPerCpu"/> vectors.</summary>
    public int CpuCount => _core.Cpus.Length;

    /// <summary>How many interrupts a CPU can be the target of.</summary>
    public static int VectorsPerCpu => VectorDomain.VectorsPerCpu;

    /// <summary>The CPUs that take interrupts (<c>cpu_online_mask</c>); all of them at first.</summary>
    public CpuMask OnlineCpus => _core.Vectors.Online;

    internal IrqCore Core => _core;

    /// <summary>
    /// Takes a CPU offline, or brings it back (<c>cpu_down</c>, <c>cpu_up</c>). Interrupts move from an offline CPU to the others of
    /// their affinity, or to any if there are none, which then are their affinity; managed interrupts stop with the last CPU of theirs and start with the first that
    /// comes back. What was on its way is delivered.
    /// </summary>
    /// <param name="cpu">The CPU, less than <see cref="CpuCount"/>.</param>
    /// <param name="online">Whether it shall take interrupts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    /// <exception cref="InvalidOperationException">It is the last one online, or this was called from a handler.</exception>
    /// <exception cref="MsiException">Interrupts could not move because no other CPU has a vector left; the CPU goes on taking those.</exception>
    public void SetCpuOnline(int cpu, bool online)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cpu, CpuCount);
        IrqCpu.ForbidOnDeliveryThread("Taking CPUs offline and online");
        IReadOnlyList<IrqDescriptor> stranded = CpuHotplug.SetOnline(_core, cpu, online);
        if (stranded.Count > 0)
        {
            throw new MsiException(MsiErrorCode.NoSpace, $"{stranded.Count} interrupts stay on CPU {cpu}, the first of them virq {stranded[0].Virq}: no other CPU has a vector left");
        }
    }

    /// <summary>
    /// The requested interrupts in the columns of <c>/proc/interrupts</c>: virq, runs on each CPU, chip and device, hwirq and flow, name. The
    /// line ERR counts messages for vectors that belong to no interrupt.
    /// </summary>
    /// <param name="showTrigger">
    /// Whether a column says Edge or Level besides the name of the flow (<c>CONFIG_GENERIC_IRQ_SHOW_LEVEL</c>); x86 does without.
    /// </param>
    /// <returns>The table; lines end with a line feed.</returns>
    public string FormatInterrupts(bool showTrigger = false) => InterruptTable.Format(_core, showTrigger);

    /// <summary>The message that a device holds for an interrupt (<c>get_cached_msi_msg</c>); all zero while it is not active.</summary>
    /// <param name="virq">The interrupt.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">There is no such interrupt.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the message to the domain's WriteMessage callback")]
    public MsiMessage GetCachedMessage(Virq virq)
    {
        IrqDescriptor irq = _core.Virqs.Find(virq) ?? throw new ArgumentException($"There is no virq {virq}.", nameof(virq));
        using (irq.Gate.Enter())
        {
            return irq.Entry.State.Message;
        }
    }

    /// <summary>Removes every device (see <see cref="PciDevice.Dispose"/>) and ends the delivery threads.</summary>
    /// <exception cref="InvalidOperationException">Called from a handler.</exception>
    /// <exception cref="AggregateException">Callbacks of domains threw; the subsystem is disposed of all the same.</exception>
    public void Dispose()
    {
        IrqCpu.ForbidOnDeliveryThread("Disposing of the subsystem");
        PciDevice[] devices;
        lock (_devicesLock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            devices = [.. _devices];
        }

        var failures = new List<Exception>();
        foreach (PciDevice device in devices)
        {
            try
            {
                device.Dispose();
            }
            catch (MsiException failure)
            {
                failures.Add(failure);
            }
        }

        _metrics.Dispose();
        _core.Dispose();

        ThrowIfAny(failures);
    }

    internal PciDevice AddDevice(PciFunctionAccess access)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);

        // Not under the lock: its line is allocated, and a logger may be told of it.
        var device = new PciDevice(this, access);
        lock (_devicesLock)
        {
            if (!_disposed)
            {
                _devices.Add(device);
                return device;
            }
        }

        device.Dispose();
        throw new ObjectDisposedException(nameof(IrqSubsystem));
    }

    /// <summary>The device is going.</summary>
    /// <returns>Whether it was one of the subsystem's until now.</returns>
    internal bool Forget(PciDevice device)
    {
        lock (_devicesLock)
        {
            return _devices.Remove(device);
        }
    }

    private static void ThrowIfAny(List<Exception> failures)
    {
        if (failures.Count > 0)
        {
            throw new AggregateException("Some devices could not be removed cleanly; the subsystem is disposed of all the same.", failures);
        }
    }
}
