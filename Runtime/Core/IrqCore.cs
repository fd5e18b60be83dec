namespace MsiEncap.Core;

/// <summary>What one subsystem consists of: CPUs, vectors, virqs. There is no state beside it but the count that numbers them, so several can live in a process.</summary>
internal sealed class IrqCore : IDisposable
{
    private static int s_lastId;

    private long _lastDevice;

    public IrqCore(IrqPlatform platform, IrqCoreOptions options)
    {
        Cpus = [.. Enumerable.Range(0, options.Cpus).Select(id => new IrqCpu(id))];
        Vectors = new VectorDomain(platform, Cpus, options.RootFlags, options.RootRequired);
        LineParent = platform.Remapping is { } table ? new RemappingDomain(options.RemappingPrefix, options.RemappingFlags, Vectors, table) : Vectors;
        Parent = options.IsMsiParent ? LineParent : null;
        Time = options.Time;
        Timers = new IrqTimers(options.Time);
        Log = new IrqLog(Id, options.Logger);
        Virqs = options.Parts.CreateVirqTable(options.VirqLimit);
        Parts = options.Parts;
    }

    /// <summary>Tells the core from all others of the process, in events and measurements that may be of several.</summary>
    public int Id { get; } = Interlocked.Increment(ref s_lastId);

    public IrqCpu[] Cpus { get; }

    public VectorDomain Vectors { get; }

    /// <summary>What the domains of devices stand on; <see langword="null"/> if this machine has no messages.</summary>
    public IrqParentDomain? Parent { get; }

    /// <summary>What an interrupt controller's messages go through; devices' lines stand on it, whether there are messages of devices or not.</summary>
    public IrqParentDomain LineParent { get; }

    public IVirqTable Virqs { get; }

    public CoreParts Parts { get; }

    public TimeProvider Time { get; }

    public IrqTimers Timers { get; }

    public IrqLog Log { get; }

    /// <summary>CPUs go and come one at a time.</summary>
    public RankedLock HotplugLock { get; } = new(LockRank.Hotplug);

    /// <summary>Tells a device from all others of the subsystem.</summary>
    public long NextDeviceNumber() => Interlocked.Increment(ref _lastDevice);

    public void Dispose()
    {
        Timers.Dispose();
        foreach (IrqCpu cpu in Cpus)
        {
            cpu.Dispose();
        }
    }
}
