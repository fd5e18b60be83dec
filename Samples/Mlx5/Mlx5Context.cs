namespace MsiEncap.Samples.Mlx5;

/// <summary>The layout of a queue's context in the queue's memory. Offsets and sizes are in bytes.</summary>
internal static class Mlx5Context
{
    public const int Size = 64;

    /// <summary>The address of the message that announces an event.</summary>
    public const int MessageAddress = 0;

    /// <summary>Its data.</summary>
    public const int MessageData = 8;

    /// <summary>1 if events must not be announced.</summary>
    public const int Masked = 12;

    /// <summary>Where the ring of events lies.</summary>
    public const int RingAddress = 16;

    /// <summary>How many events the ring holds.</summary>
    public const int RingEntries = 24;

    /// <summary>The size of an event.</summary>
    public const int EventSize = 16;

    /// <summary>In an event: which request it completes.</summary>
    public const int EventRequest = 0;

    /// <summary>In an event: which object it is of.</summary>
    public const int EventObject = 4;

    /// <summary>In an event: its position, from 1. Written last.</summary>
    public const int EventTag = 8;
}
