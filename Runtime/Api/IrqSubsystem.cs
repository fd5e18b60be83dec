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
    private readonly Lock _devicesLock = new();
    private readonly List<PciDevice> _devices = [];
    private bool _disposed;

    internal IrqSubsystem(IrqPlatform platform, int cpuCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cpuCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cpuCount, MaxCpus);
        _core = new IrqCore(platform, [.. Enumerable.Range(0, cpuCount).Select(id => new IrqCpu(id))]);
    }

    /// <summary>The largest number of CPUs.</summary>
    public static int MaxCpus => 256;

    /// <summary>How many CPUs there are, each with <see cref="VectorsPerCpu"/> vectors.</summary>
    public int CpuCount => _core.Cpus.Length;

    /// <summary>How many interrupts a CPU can be the target of.</summary>
    public static int VectorsPerCpu => VectorDomain.VectorsPerCpu;

    internal IrqCore Core => _core;

    /// <summary>
    /// The requested interrupts in the columns of <c>/proc/interrupts</c>: virq, runs on each CPU, chip and device, hwirq and flow, name. The
    /// line ERR counts messages for vectors that belong to no interrupt.
    /// </summary>
    /// <returns>The table; lines end with a line feed.</returns>
    public string FormatInterrupts() => InterruptTable.Format(_core);

    /// <summary>The message that a device holds for an interrupt (<c>get_cached_msi_msg</c>); all zero while it is not active.</summary>
    /// <param name="virq">The interrupt.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">There is no such interrupt.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the message to the domain's WriteMessage callback")]
    public MsiMessage GetCachedMessage(Virq virq)
    {
        IrqDescriptor irq = _core.Virqs.Find(virq) ?? throw new ArgumentException($"There is no virq {virq}.", nameof(virq));
        lock (irq.Gate)
        {
            return irq.State.Message;
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

        foreach (IrqCpu cpu in _core.Cpus)
        {
            cpu.Dispose();
        }

        ThrowIfAny(failures);
    }

    internal PciDevice AddDevice(PciFunctionAccess access)
    {
        lock (_devicesLock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var device = new PciDevice(this, access);
            _devices.Add(device);
            return device;
        }
    }

    internal void Forget(PciDevice device)
    {
        lock (_devicesLock)
        {
            _devices.Remove(device);
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
