using Microsoft.Extensions.Logging;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>What a logger was told.</summary>
internal sealed record LogEntry(LogLevel Level, EventId Id, string Message, Exception? Thrown);
