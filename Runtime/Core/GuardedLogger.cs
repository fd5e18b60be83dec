using Microsoft.Extensions.Logging;

namespace MsiEncap.Core;

/// <summary>
/// A logger that cannot stop whoever logs: what it throws goes to the event source and nowhere else. A delivery thread, or half of an
/// operation, must not hang on it.
/// </summary>
internal sealed class GuardedLogger(int subsystem, ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state);
        }
        catch (Exception thrown)
        {
            MsiEncapEventSource.Log.LoggerThrew(subsystem, thrown);
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception thrown)
        {
            MsiEncapEventSource.Log.LoggerThrew(subsystem, thrown);
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception thrown)
        {
            MsiEncapEventSource.Log.LoggerThrew(subsystem, thrown);
        }
    }
}
