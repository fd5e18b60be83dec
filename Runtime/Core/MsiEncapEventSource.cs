using System.Diagnostics.Tracing;

namespace MsiEncap.Core;

/// <summary>
/// The process's event source, for <c>dotnet-trace</c> and event listeners: failures where nobody waits for an answer, and what changes.
/// Ids stay as they are; docs/observability.md lists them. Each event begins with the subsystem it is of.
/// </summary>
[EventSource(Name = "MsiEncap")]
internal sealed class MsiEncapEventSource : EventSource
{
    private MsiEncapEventSource()
    {
    }

    public static MsiEncapEventSource Log { get; } = new();

    [NonEvent]
    public void HandlerThrew(int subsystem, int virq, string chip, string name, Exception thrown)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Failures))
        {
            HandlerThrew(subsystem, virq, chip, name, thrown.ToString());
        }
    }

    [NonEvent]
    public void CallbackThrew(int subsystem, int virq, string chip, string callback, Exception thrown)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Failures))
        {
            CallbackThrew(subsystem, virq, chip, callback, thrown.ToString());
        }
    }

    [NonEvent]
    public void RemovalListenerThrew(int subsystem, string device, Exception thrown)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Failures))
        {
            RemovalListenerThrew(subsystem, device, thrown.ToString());
        }
    }

    [NonEvent]
    public void LoggerThrew(int subsystem, Exception thrown)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Failures))
        {
            LoggerThrew(subsystem, thrown.ToString());
        }
    }

    [NonEvent]
    public void MeterListenerThrew(int subsystem, Exception thrown)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Failures))
        {
            MeterListenerThrew(subsystem, thrown.ToString());
        }
    }

    [Event(3, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "The handler '{3}' of virq {1} ({2}) has freed itself, but a callback of its domain failed: {4}")]
    public void FreeFailed(int subsystem, int virq, string chip, string name, string error) => WriteEvent(3, subsystem, virq, chip, name, error);

    [Event(4, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "Nobody cared for virq {1} ({2}, '{3}'); it was disabled")]
    public void NobodyCared(int subsystem, int virq, string chip, string name) => WriteEvent(4, subsystem, virq, chip, name);

    [Event(6, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "Virq {1} ({2}) could not follow its CPUs: {3}")]
    public void MoveFailed(int subsystem, int virq, string chip, string why) => WriteEvent(6, subsystem, virq, chip, why);

    [Event(16, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "Device {1} was given domain {2}, {3}, of {4} indices")]
    public void DomainCreated(int subsystem, string device, int domain, string chip, int size) => WriteEvent(16, subsystem, device, domain, chip, size);

    [Event(17, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "Domain {2} of device {1}, {3}, was removed")]
    public void DomainRemoved(int subsystem, string device, int domain, string chip) => WriteEvent(17, subsystem, device, domain, chip);

    [Event(18, Level = EventLevel.Verbose, Keywords = Keywords.Interrupts, Message = "Virq {1} was allocated: {2}, index {3}, hwirq {4}, vector {6} of CPU {5}")]
    public void InterruptAllocated(int subsystem, int virq, string chip, int index, ulong hwirq, int cpu, int vector) =>
        WriteEvent(18, subsystem, virq, chip, index, hwirq, cpu, vector);

    [Event(19, Level = EventLevel.Verbose, Keywords = Keywords.Interrupts, Message = "Virq {1} ({2}, index {3}) was freed")]
    public void InterruptFreed(int subsystem, int virq, string chip, int index) => WriteEvent(19, subsystem, virq, chip, index);

    [Event(20, Level = EventLevel.Verbose, Keywords = Keywords.Handlers, Message = "Virq {1} ({2}) was requested by '{3}'")]
    public void HandlerRequested(int subsystem, int virq, string chip, string name) => WriteEvent(20, subsystem, virq, chip, name);

    [Event(21, Level = EventLevel.Verbose, Keywords = Keywords.Handlers, Message = "The handler '{3}' of virq {1} ({2}) was freed")]
    public void HandlerFreed(int subsystem, int virq, string chip, string name) => WriteEvent(21, subsystem, virq, chip, name);

    [Event(22, Level = EventLevel.Verbose, Keywords = Keywords.Cpus, Message = "Virq {1} ({2}) moved from CPU {3} to vector {5} of CPU {4}")]
    public void InterruptMoved(int subsystem, int virq, string chip, int from, int to, int vector) =>
        WriteEvent(22, subsystem, virq, chip, from, to, vector);

    [Event(23, Level = EventLevel.Informational, Keywords = Keywords.Cpus, Message = "Virq {1} ({2}) was shut down with CPU {3}, the last of its managed affinity")]
    public void ManagedShutdown(int subsystem, int virq, string chip, int cpu) => WriteEvent(23, subsystem, virq, chip, cpu);

    [Event(24, Level = EventLevel.Informational, Keywords = Keywords.Cpus, Message = "Virq {1} ({2}) was started up again, on vector {4} of CPU {3}")]
    public void ManagedStartup(int subsystem, int virq, string chip, int cpu, int vector) => WriteEvent(24, subsystem, virq, chip, cpu, vector);

    [Event(25, Level = EventLevel.Informational, Keywords = Keywords.Cpus, Message = "CPU {1} went offline")]
    public void CpuOffline(int subsystem, int cpu) => WriteEvent(25, subsystem, cpu);

    [Event(26, Level = EventLevel.Informational, Keywords = Keywords.Cpus, Message = "CPU {1} came online")]
    public void CpuOnline(int subsystem, int cpu) => WriteEvent(26, subsystem, cpu);

    [Event(27, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "Device {1} was pulled out")]
    public void DeviceUnplugged(int subsystem, string device) => WriteEvent(27, subsystem, device);

    [Event(28, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "Device {1} was removed")]
    public void DeviceRemoved(int subsystem, string device) => WriteEvent(28, subsystem, device);

    [Event(1, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "The handler '{3}' of virq {1} ({2}) threw: {4}")]
    private void HandlerThrew(int subsystem, int virq, string chip, string name, string thrown) => WriteEvent(1, subsystem, virq, chip, name, thrown);

    [Event(2, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "The callback {3} of {2} threw for virq {1}: {4}")]
    private void CallbackThrew(int subsystem, int virq, string chip, string callback, string thrown) => WriteEvent(2, subsystem, virq, chip, callback, thrown);

    [Event(5, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "What listens for the removal of device {1} threw: {2}")]
    private void RemovalListenerThrew(int subsystem, string device, string thrown) => WriteEvent(5, subsystem, device, thrown);

    [Event(7, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "The logger of subsystem {0} threw: {1}")]
    private void LoggerThrew(int subsystem, string thrown) => WriteEvent(7, subsystem, thrown);

    [Event(8, Level = EventLevel.Error, Keywords = Keywords.Failures, Message = "A meter listener threw while it was told of the instruments of subsystem {0}: {1}")]
    private void MeterListenerThrew(int subsystem, string thrown) => WriteEvent(8, subsystem, thrown);

    /// <summary>What an event is about.</summary>
    public static class Keywords
    {
        /// <summary>What went wrong.</summary>
        public const EventKeywords Failures = (EventKeywords)1;

        /// <summary>Devices and their domains.</summary>
        public const EventKeywords Devices = (EventKeywords)2;

        /// <summary>Interrupts that are allocated and freed.</summary>
        public const EventKeywords Interrupts = (EventKeywords)4;

        /// <summary>Handlers that are requested and freed.</summary>
        public const EventKeywords Handlers = (EventKeywords)8;

        /// <summary>CPUs that go and come, and the interrupts that move with them.</summary>
        public const EventKeywords Cpus = (EventKeywords)16;
    }
}
