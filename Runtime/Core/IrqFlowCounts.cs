namespace MsiEncap.Core;

/// <summary>How often a flow ran on the CPUs that it has left. Immutable, so that readers see one state of it.</summary>
internal sealed class IrqFlowCounts
{
    private readonly long[] _perCpu;

    private IrqFlowCounts(long[] perCpu, long total)
    {
        _perCpu = perCpu;
        Total = total;
    }

    /// <summary>All runs before the present owner's first.</summary>
    public long Total { get; }

    public long Of(IrqCpu cpu) => cpu.Id < _perCpu.Length ? _perCpu[cpu.Id] : 0;

    /// <summary>The counts once a CPU has left: what was added since the last change was its work.</summary>
    public static IrqFlowCounts Closing(IrqFlowCounts? before, IrqCpu left, long total)
    {
        var perCpu = new long[Math.Max(left.Id + 1, before?._perCpu.Length ?? 0)];
        before?._perCpu.CopyTo(perCpu, 0);
        perCpu[left.Id] += total - (before?.Total ?? 0);
        return new IrqFlowCounts(perCpu, total);
    }
}
