namespace MsiEncap.Simulation;

/// <summary>Memory of the simulated machine. Kept in place, so that a span that outlives the buffer is stale at worst.</summary>
internal sealed class SimulatedDmaBuffer(SimulatedBus bus, ulong busAddress, int length) : DmaBuffer(busAddress, length)
{
    public byte[] Content { get; } = GC.AllocateArray<byte>(length, pinned: true);

    private protected override Span<byte> Memory => Content;

    protected override void Dispose(bool disposing)
    {
        bus.Release(this);
        base.Dispose(disposing);
    }
}
