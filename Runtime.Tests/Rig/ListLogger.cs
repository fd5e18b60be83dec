using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xunit;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A logger that keeps what it is told, and does what a test wants while it is told.</summary>
internal sealed class ListLogger(LogLevel level = LogLevel.Debug) : ILogger
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>Runs with each entry, after it was kept.</summary>
    public Action<LogEntry>? During { get; set; }

    public LogEntry Await(string name)
    {
        Assert.True(SpinWait.SpinUntil(() => Entries.Any(entry => entry.Id.Name == name), Patience.Time), $"no entry {name}");
        return Entries.First(entry => entry.Id.Name == name);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var entry = new LogEntry(logLevel, eventId, formatter(state, exception), exception);
        _entries.Enqueue(entry);
        During?.Invoke(entry);
    }
}
