using Microsoft.Extensions.Logging;

namespace MsiEncap.Core;

/// <summary>What goes wrong where nobody waits for an answer: to the event source and to the logger of the subsystem.</summary>
internal sealed partial class IrqLog(ILogger logger)
{
    public void HandlerThrew(int virq, string name, Exception thrown)
    {
        MsiEncapEventSource.Log.HandlerThrew(virq, name, thrown);
        LogHandlerThrew(virq, name, thrown);
    }

    public void CallbackThrew(int virq, string callback, Exception thrown)
    {
        MsiEncapEventSource.Log.CallbackThrew(virq, callback, thrown);
        LogCallbackThrew(virq, callback, thrown);
    }

    public void FreeFailed(string name, string error)
    {
        MsiEncapEventSource.Log.FreeFailed(name, error);
        LogFreeFailed(name, error);
    }

    public void NobodyCared(int virq, string name)
    {
        MsiEncapEventSource.Log.NobodyCared(virq, name);
        LogNobodyCared(virq, name);
    }

    public void RemovalListenerThrew(string device, Exception thrown)
    {
        MsiEncapEventSource.Log.RemovalListenerThrew(device, thrown);
        LogRemovalListenerThrew(device, thrown);
    }

    /// <summary>An interrupt could not follow its CPUs.</summary>
    public void MoveFailed(int virq, string why)
    {
        MsiEncapEventSource.Log.MoveFailed(virq, why);
        LogMoveFailed(virq, why);
    }

    [LoggerMessage(1, LogLevel.Error, "The handler '{Name}' of virq {Virq} threw.")]
    private partial void LogHandlerThrew(int virq, string name, Exception thrown);

    [LoggerMessage(2, LogLevel.Error, "The callback {Callback} for virq {Virq} threw.")]
    private partial void LogCallbackThrew(int virq, string callback, Exception thrown);

    [LoggerMessage(3, LogLevel.Error, "The handler '{Name}' was freed, but a callback of its domain failed: {Error}")]
    private partial void LogFreeFailed(string name, string error);

    [LoggerMessage(4, LogLevel.Error, "Nobody cared for virq {Virq} ('{Name}'); it was disabled.")]
    private partial void LogNobodyCared(int virq, string name);

    [LoggerMessage(5, LogLevel.Error, "What listens for the removal of device {Device} threw.")]
    private partial void LogRemovalListenerThrew(string device, Exception thrown);

    [LoggerMessage(6, LogLevel.Error, "Virq {Virq} could not follow its CPUs: {Why}")]
    private partial void LogMoveFailed(int virq, string why);
}
