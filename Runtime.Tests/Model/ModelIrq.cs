namespace MsiEncap.Runtime.Tests.Model;

/// <summary>An interrupt, as the model knows it. What the core may choose is a range here, until it is seen.</summary>
internal sealed class ModelIrq(ModelDevice device, int index)
{
    private readonly long[] _perCpu = new long[CommandKinds.Cpus];

    public ModelDevice Device => device;

    public int Index => index;

    public ModelSlot Slot => device.Slots[index];

    /// <summary>The number, once it was seen; 0 before.</summary>
    public int Virq { get; set; }

    public List<ModelHandler> Handlers { get; } = [];

    public int Depth { get; set; } = 1;

    public bool Pending { get; set; }

    public bool Masked { get; set; } = true;

    public bool Active { get; set; }

    public bool Started { get; set; }

    /// <summary>Whether it stops without the CPUs of its affinity, which is fixed.</summary>
    public bool Managed { get; init; }

    /// <summary>Whether it waits for one of them.</summary>
    public bool Stopped { get; set; }

    public CpuMask Affinity { get; set; } = CpuMask.All(CommandKinds.Cpus);

    /// <summary>Where it may be delivered, the core's choice among them; once that was seen, one CPU; none of a managed one that is without.</summary>
    public CpuMask Where { get; set; }

    /// <summary>Runs that were seen.</summary>
    public long Seen { get; private set; }

    /// <summary>Runs that must have been.</summary>
    public long Count { get; private set; }

    /// <summary>Runs that there may have been.</summary>
    public long MaxCount { get; private set; }

    /// <summary>Runs that edges may have coalesced into, or that may still come.</summary>
    public long Slack { get; private set; }

    public bool IsEnabled => Handlers.Count > 0 && Depth == 0;

    public long CountOn(int cpu) => _perCpu[cpu];

    /// <summary>Edges: the handlers run for the last of them at least, and for each at most.</summary>
    public void Run(int edges)
    {
        if (edges > 0)
        {
            Count = Seen + 1;
            MaxCount += edges;
        }
    }

    /// <summary>What the core chose, in its range, is what counts from now on.</summary>
    public void Adopt(int virq, CpuMask where, long count)
    {
        Virq = virq;
        Where = where;
        if (count > Seen)
        {
            _perCpu[where.First] += count - Seen;
        }

        Slack = Math.Max(MaxCount + Slack - count, 0);
        Seen = count;
        Count = count;
        MaxCount = count;
    }
}
