using System.Diagnostics.Tracing;

namespace MsiEncap.Core;

/// <summary>What went wrong where nobody waits for an answer, for <c>dotnet-trace</c> and event listeners.</summary>
[EventSource(Name = "MsiEncap")]
internal sealed class MsiEncapEventSource : EventSource
{
    private MsiEncapEventSource()
    {
    }

    public static MsiEncapEventSource Log { get; } = new();

    [NonEvent]
    public void HandlerThrew(int virq, string name, Exception thrown)
    {
        if (IsEnabled())
        {
            HandlerThrew(virq, name, thrown.ToString());
        }
    }

    [NonEvent]
    public void CallbackThrew(int virq, string callback, Exception thrown)
    {
        if (IsEnabled())
        {
            CallbackThrew(virq, callback, thrown.ToString());
        }
    }

    [NonEvent]
    public void RemovalListenerThrew(string device, Exception thrown)
    {
        if (IsEnabled())
        {
            RemovalListenerThrew(device, thrown.ToString());
        }
    }

    [Event(6, Level = EventLevel.Error, Message = "Virq {0} could not follow its CPUs: {1}")]
    public void MoveFailed(int virq, string why) => WriteEvent(6, virq, why);

    [Event(4, Level = EventLevel.Error, Message = "Nobody cared for virq {0} ('{1}'); it was disabled")]
    public void NobodyCared(int virq, string name) => WriteEvent(4, virq, name);

    [Event(3, Level = EventLevel.Error, Message = "The handler '{0}' was freed, but a callback of its domain failed: {1}")]
    public void FreeFailed(string name, string error) => WriteEvent(3, name, error);

    [Event(1, Level = EventLevel.Error, Message = "The handler '{1}' of virq {0} threw: {2}")]
    private void HandlerThrew(int virq, string name, string thrown) => WriteEvent(1, virq, name, thrown);

    [Event(2, Level = EventLevel.Error, Message = "The callback {1} for virq {0} threw: {2}")]
    private void CallbackThrew(int virq, string callback, string thrown) => WriteEvent(2, virq, callback, thrown);

    [Event(5, Level = EventLevel.Error, Message = "What listens for the removal of device {0} threw: {1}")]
    private void RemovalListenerThrew(string device, string thrown) => WriteEvent(5, device, thrown);
}
