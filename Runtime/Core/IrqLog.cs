using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace MsiEncap.Core;

/// <summary>
/// What is told of a subsystem: to the event source and, under the same ids, to its logger. Failures where nobody waits for an answer, and
/// what changes; nothing of an interrupt that is handled. Never called under a lock (see <see cref="IrqNotes"/>); never throws.
/// </summary>
internal sealed partial class IrqLog(int subsystem, ILogger logger)
{
    /// <summary>Stands for the CPU of an interrupt that has none.</summary>
    public const int NoCpu = -1;

    private readonly GuardedLogger _logger = new(subsystem, logger);

    /// <summary>Somewhere to keep what changes under a lock, or <see langword="null"/> if nobody wants to know. Asks the logger, so not under a lock.</summary>
    public IrqNotes? TakeNotes() =>
        MsiEncapEventSource.Log.IsEnabled(EventLevel.Informational, EventKeywords.None) || _logger.IsEnabled(LogLevel.Debug) ? new IrqNotes(this) : null;

    public void HandlerThrew(IrqDescriptor irq, string name, Exception thrown)
    {
        MsiEncapEventSource.Log.HandlerThrew(subsystem, irq.Virq.Number, irq.Owner.Name, name, thrown);
        LogHandlerThrew(irq.Virq.Number, irq.Owner.Name, name, thrown);
    }

    public void CallbackThrew(IrqDescriptor irq, string callback, Exception thrown)
    {
        MsiEncapEventSource.Log.CallbackThrew(subsystem, irq.Virq.Number, irq.Owner.Name, callback, thrown);
        LogCallbackThrew(irq.Virq.Number, irq.Owner.Name, callback, thrown);
    }

    /// <summary>A handler that freed itself is gone, but not cleanly, and may have nobody to ask how it went.</summary>
    public void FreeFailed(IrqDescriptor irq, string name, MsiError error)
    {
        MsiEncapEventSource.Log.FreeFailed(subsystem, irq.Virq.Number, irq.Owner.Name, name, error.ToString());
        LogFreeFailed(irq.Virq.Number, irq.Owner.Name, name, error.Detail, error.Cause);
    }

    public void NobodyCared(IrqDescriptor irq, string name)
    {
        MsiEncapEventSource.Log.NobodyCared(subsystem, irq.Virq.Number, irq.Owner.Name, name);
        LogNobodyCared(irq.Virq.Number, irq.Owner.Name, name);
    }

    public void RemovalListenerThrew(string device, Exception thrown)
    {
        MsiEncapEventSource.Log.RemovalListenerThrew(subsystem, device, thrown);
        LogRemovalListenerThrew(device, thrown);
    }

    /// <summary>An interrupt could not follow its CPUs.</summary>
    public void MoveFailed(IrqDescriptor irq, string why, Exception? cause = null)
    {
        MsiEncapEventSource.Log.MoveFailed(subsystem, irq.Virq.Number, irq.Owner.Name, why);
        LogMoveFailed(irq.Virq.Number, irq.Owner.Name, why, cause);
    }

    /// <summary>Somebody else's meter listener threw while it was told of our instruments.</summary>
    public void MeterListenerThrew(Exception thrown)
    {
        MsiEncapEventSource.Log.MeterListenerThrew(subsystem, thrown);
        LogMeterListenerThrew(thrown);
    }

    public void DomainCreated(string device, int domain, string chip, int size)
    {
        MsiEncapEventSource.Log.DomainCreated(subsystem, device, domain, chip, size);
        LogDomainCreated(device, domain, chip, size);
    }

    public void DomainRemoved(string device, int domain, string chip)
    {
        MsiEncapEventSource.Log.DomainRemoved(subsystem, device, domain, chip);
        LogDomainRemoved(device, domain, chip);
    }

    public void InterruptAllocated(int virq, string chip, int index, ulong hwirq, int cpu, int vector)
    {
        MsiEncapEventSource.Log.InterruptAllocated(subsystem, virq, chip, index, hwirq, cpu, vector);
        LogInterruptAllocated(virq, chip, index, hwirq, cpu, vector);
    }

    public void InterruptFreed(int virq, string chip, int index)
    {
        MsiEncapEventSource.Log.InterruptFreed(subsystem, virq, chip, index);
        LogInterruptFreed(virq, chip, index);
    }

    public void HandlerRequested(IrqDescriptor irq, string name)
    {
        MsiEncapEventSource.Log.HandlerRequested(subsystem, irq.Virq.Number, irq.Owner.Name, name);
        LogHandlerRequested(irq.Virq.Number, irq.Owner.Name, name);
    }

    public void HandlerFreed(IrqDescriptor irq, string name)
    {
        MsiEncapEventSource.Log.HandlerFreed(subsystem, irq.Virq.Number, irq.Owner.Name, name);
        LogHandlerFreed(irq.Virq.Number, irq.Owner.Name, name);
    }

    public void InterruptMoved(IrqDescriptor irq, int from, int to, int vector)
    {
        MsiEncapEventSource.Log.InterruptMoved(subsystem, irq.Virq.Number, irq.Owner.Name, from, to, vector);
        LogInterruptMoved(irq.Virq.Number, irq.Owner.Name, from, to, vector);
    }

    public void ManagedShutdown(IrqDescriptor irq, int cpu)
    {
        MsiEncapEventSource.Log.ManagedShutdown(subsystem, irq.Virq.Number, irq.Owner.Name, cpu);
        LogManagedShutdown(irq.Virq.Number, irq.Owner.Name, cpu);
    }

    public void ManagedStartup(IrqDescriptor irq, int cpu, int vector)
    {
        MsiEncapEventSource.Log.ManagedStartup(subsystem, irq.Virq.Number, irq.Owner.Name, cpu, vector);
        LogManagedStartup(irq.Virq.Number, irq.Owner.Name, cpu, vector);
    }

    public void CpuOffline(int cpu)
    {
        MsiEncapEventSource.Log.CpuOffline(subsystem, cpu);
        LogCpuOffline(cpu);
    }

    public void CpuOnline(int cpu)
    {
        MsiEncapEventSource.Log.CpuOnline(subsystem, cpu);
        LogCpuOnline(cpu);
    }

    public void DeviceUnplugged(string device)
    {
        MsiEncapEventSource.Log.DeviceUnplugged(subsystem, device);
        LogDeviceUnplugged(device);
    }

    public void DeviceRemoved(string device)
    {
        MsiEncapEventSource.Log.DeviceRemoved(subsystem, device);
        LogDeviceRemoved(device);
    }

    [LoggerMessage(1, LogLevel.Error, "The handler '{Name}' of virq {Virq} ({Chip}) threw; the interrupt counts as unhandled. Have the handler catch what it can expect.", EventName = nameof(HandlerThrew))]
    private partial void LogHandlerThrew(int virq, string chip, string name, Exception thrown);

    [LoggerMessage(2, LogLevel.Error, "The callback {Callback} of {Chip} threw for virq {Virq}, where nobody can be told; the device may not be as the callback should have left it. Mend the callback.", EventName = nameof(CallbackThrew))]
    private partial void LogCallbackThrew(int virq, string chip, string callback, Exception thrown);

    [LoggerMessage(3, LogLevel.Error, "The handler '{Name}' of virq {Virq} ({Chip}) has freed itself and is gone, but a callback of the domain failed: {Detail}. Mend the callback.", EventName = nameof(FreeFailed))]
    private partial void LogFreeFailed(int virq, string chip, string name, string detail, Exception? cause);

    [LoggerMessage(4, LogLevel.Error, "Nobody cared for virq {Virq} ({Chip}, '{Name}'): nearly all of 100,000 interrupts were not handled, so it was disabled. Have its handler quiet the device and answer Handled, then enable or request it again.", EventName = nameof(NobodyCared))]
    private partial void LogNobodyCared(int virq, string chip, string name);

    [LoggerMessage(5, LogLevel.Error, "What listens for the removal of device {Device} threw; the others were told. Have the listener catch what it can expect.", EventName = nameof(RemovalListenerThrew))]
    private partial void LogRemovalListenerThrew(string device, Exception thrown);

    [LoggerMessage(6, LogLevel.Error, "Virq {Virq} ({Chip}) could not follow its CPUs: {Why}. Bring a CPU of its affinity online that has a vector left.", EventName = nameof(MoveFailed))]
    private partial void LogMoveFailed(int virq, string chip, string why, Exception? cause);

    [LoggerMessage(8, LogLevel.Error, "A MeterListener threw while it was told of the instruments of the meter MsiEncap; listeners after it may not know all of them. Mend its InstrumentPublished or MeasurementsCompleted.", EventName = nameof(MeterListenerThrew))]
    private partial void LogMeterListenerThrew(Exception thrown);

    [LoggerMessage(16, LogLevel.Debug, "Device {Device} was given domain {Domain}, {Chip}, of {Size} indices.", EventName = nameof(DomainCreated))]
    private partial void LogDomainCreated(string device, int domain, string chip, int size);

    [LoggerMessage(17, LogLevel.Debug, "Domain {Domain} of device {Device}, {Chip}, was removed.", EventName = nameof(DomainRemoved))]
    private partial void LogDomainRemoved(string device, int domain, string chip);

    [LoggerMessage(18, LogLevel.Debug, "Virq {Virq} was allocated: {Chip}, index {Index}, hwirq {Hwirq}, vector {Vector} of CPU {Cpu}.", EventName = nameof(InterruptAllocated))]
    private partial void LogInterruptAllocated(int virq, string chip, int index, ulong hwirq, int cpu, int vector);

    [LoggerMessage(19, LogLevel.Debug, "Virq {Virq} ({Chip}, index {Index}) was freed.", EventName = nameof(InterruptFreed))]
    private partial void LogInterruptFreed(int virq, string chip, int index);

    [LoggerMessage(20, LogLevel.Debug, "Virq {Virq} ({Chip}) was requested by '{Name}'.", EventName = nameof(HandlerRequested))]
    private partial void LogHandlerRequested(int virq, string chip, string name);

    [LoggerMessage(21, LogLevel.Debug, "The handler '{Name}' of virq {Virq} ({Chip}) was freed.", EventName = nameof(HandlerFreed))]
    private partial void LogHandlerFreed(int virq, string chip, string name);

    [LoggerMessage(22, LogLevel.Debug, "Virq {Virq} ({Chip}) moved from CPU {From} to vector {Vector} of CPU {To}.", EventName = nameof(InterruptMoved))]
    private partial void LogInterruptMoved(int virq, string chip, int from, int to, int vector);

    [LoggerMessage(23, LogLevel.Debug, "Virq {Virq} ({Chip}) was shut down with CPU {Cpu}, the last of its managed affinity.", EventName = nameof(ManagedShutdown))]
    private partial void LogManagedShutdown(int virq, string chip, int cpu);

    [LoggerMessage(24, LogLevel.Debug, "Virq {Virq} ({Chip}) was started up again, on vector {Vector} of CPU {Cpu}.", EventName = nameof(ManagedStartup))]
    private partial void LogManagedStartup(int virq, string chip, int cpu, int vector);

    [LoggerMessage(25, LogLevel.Debug, "CPU {Cpu} went offline.", EventName = nameof(CpuOffline))]
    private partial void LogCpuOffline(int cpu);

    [LoggerMessage(26, LogLevel.Debug, "CPU {Cpu} came online.", EventName = nameof(CpuOnline))]
    private partial void LogCpuOnline(int cpu);

    [LoggerMessage(27, LogLevel.Debug, "Device {Device} was pulled out.", EventName = nameof(DeviceUnplugged))]
    private partial void LogDeviceUnplugged(string device);

    [LoggerMessage(28, LogLevel.Debug, "Device {Device} was removed.", EventName = nameof(DeviceRemoved))]
    private partial void LogDeviceRemoved(string device);
}
