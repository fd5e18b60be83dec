namespace MsiEncap.Core;

/// <summary>What one subsystem consists of: CPUs, vectors, virqs. There is no state beside it, so several can live in a process.</summary>
internal sealed class IrqCore(IrqPlatform platform, IrqCpu[] cpus)
{
    private long _lastSerial;

    public IrqPlatform Platform => platform;

    public IrqCpu[] Cpus => cpus;

    public VectorDomain Vectors { get; } = new(cpus);

    public VirqTable Virqs { get; } = new();

    public long NextSerial() => Interlocked.Increment(ref _lastSerial);
}
