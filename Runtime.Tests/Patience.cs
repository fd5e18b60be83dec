namespace MsiEncap.Runtime.Tests;

/// <summary>How long a test waits for what should come at once, before it says that it did not come.</summary>
internal static class Patience
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(30);
}
