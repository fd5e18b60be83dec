using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>Records the events of the process. Tests run side by side, so ask for those of one subsystem.</summary>
internal sealed class EventRecorder(EventLevel level, Action? during = null) : EventListener
{
    private readonly ConcurrentQueue<EventWrittenEventArgs> _events = new();

    public static EventSource Source
    {
        get
        {
            // It is made when it is first needed.
            using var rig = new TestRig();
            return EventSource.GetSources().Single(source => source.Name == "MsiEncap");
        }
    }

    public IReadOnlyList<EventWrittenEventArgs> Of(IrqSubsystem irqs) => [.. _events.Where(written => Equals(written.Payload![0], irqs.Id))];

    /// <summary>What was told of a subsystem, as "CpuOffline 1".</summary>
    public IReadOnlyList<string> Lines(IrqSubsystem irqs) =>
        [.. Of(irqs).Select(written => string.Join(' ', [written.EventName, .. written.Payload!.Skip(1).Select(value => $"{value}")]))];

    /// <summary>Waits for an event that may come from another thread.</summary>
    public EventWrittenEventArgs Await(IrqSubsystem irqs, string name)
    {
        Assert.True(SpinWait.SpinUntil(() => Of(irqs).Any(written => written.EventName == name), Patience.Time), $"no event {name}");
        return Of(irqs).First(written => written.EventName == name);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "MsiEncap")
        {
            EnableEvents(eventSource, level);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == "MsiEncap")
        {
            _events.Enqueue(eventData);
            during?.Invoke();
        }
    }
}
