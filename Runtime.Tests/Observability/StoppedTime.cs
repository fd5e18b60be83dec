namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>A clock that stands still, so that no gap parts one unhandled interrupt from the next.</summary>
internal sealed class StoppedTime : TimeProvider
{
    public override long GetTimestamp() => 0;
}
