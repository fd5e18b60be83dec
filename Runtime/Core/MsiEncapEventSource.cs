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

    [Event(3, Level = EventLevel.Error, Message = "The handler '{0}' was freed, but a callback of its domain failed: {1}")]
    public void FreeFailed(string name, string error) => WriteEvent(3, name, error);

    [Event(1, Level = EventLevel.Error, Message = "The handler '{1}' of virq {0} threw: {2}")]
    private void HandlerThrew(int virq, string name, string thrown) => WriteEvent(1, virq, name, thrown);

    [Event(2, Level = EventLevel.Error, Message = "The callback {1} for virq {0} threw: {2}")]
    private void CallbackThrew(int virq, string callback, string thrown) => WriteEvent(2, virq, callback, thrown);
}
