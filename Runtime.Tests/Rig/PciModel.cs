using System.Collections.Concurrent;
using System.Collections.Immutable;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A device that does nothing but raise what the test tells it to, and note which registers of its own are touched.</summary>
internal sealed class PciModel(ImmutableArray<long> barSizes, SimulatedPciCapabilities capabilities) : SimulatedPciFunction(barSizes, capabilities)
{
    public const ulong Answer = 0x1122_3344_5566_7788;

    private int _resets;

    /// <summary>The register accesses that reached the model, as "read BAR0+0x10".</summary>
    public ConcurrentQueue<string> Accesses { get; } = new();

    public int Resets => Volatile.Read(ref _resets);

    public void Raise(int vector) => RaiseInterrupt(vector);

    public void Assert() => AssertIntx();

    public void Deassert() => DeassertIntx();

    protected override ulong ReadRegister(int bar, long offset, int width)
    {
        Accesses.Enqueue($"read BAR{bar}+0x{offset:x}");
        return Answer;
    }

    protected override void WriteRegister(int bar, long offset, int width, ulong value) => Accesses.Enqueue($"write BAR{bar}+0x{offset:x}");

    protected override void OnReset() => Interlocked.Increment(ref _resets);
}
