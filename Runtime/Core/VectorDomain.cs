using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// The root of the hierarchy: hands out the CPUs' vectors, from the CPU that has the most left (<c>irq_matrix_alloc</c>,
/// <c>arch/x86/kernel/apic/vector.c</c>).
/// </summary>
internal sealed class VectorDomain : IrqParentDomain
{
    // Below are exceptions, above are the machine's own vectors, as on x86.
    private const int FirstVector = 0x20;
    private const int LastVector = 0xef;

    // Few enough that they are usable again before a CPU has no others, as long as it has enough.
    private const int RetiredTogether = 64;

    private static readonly TimeSpan s_retirementTime = TimeSpan.FromSeconds(1);

    private readonly IrqPlatform _platform;
    private readonly IrqCpu[] _cpus;
    private readonly int[] _allocated;
    private readonly int[] _nextFresh;
    private readonly List<int>[] _freed;
    private OnlineCpus _online;

    public VectorDomain(IrqPlatform platform, IrqCpu[] cpus, MsiFlags supported, MsiFlags required)
        : base("", supported, required)
    {
        _platform = platform;
        _cpus = cpus;
        _allocated = new int[cpus.Length];
        _nextFresh = [.. cpus.Select(_ => FirstVector)];
        _freed = [.. cpus.Select(_ => new List<int>())];
        Possible = CpuMask.All(cpus.Length);
        _online = new OnlineCpus(Possible);
    }

    /// <summary>The kernel's root domain mutex: hwirqs, and the domains' get_hwirq, msi_init and msi_free.</summary>
    public RankedLock RootLock { get; } = new(LockRank.Root);

    /// <summary>Guards who has which vector, and which CPUs are online (<c>vector_lock</c>).</summary>
    public RankedLock VectorLock { get; } = new(LockRank.Vector);

    /// <summary>All CPUs (<c>cpu_possible_mask</c>).</summary>
    public CpuMask Possible { get; }

    /// <summary>The CPUs that take interrupts (<c>cpu_online_mask</c>). Changed under the vector lock.</summary>
    public CpuMask Online => Volatile.Read(ref _online).Mask;

    /// <summary>How many vectors each CPU has for devices.</summary>
    public static int VectorsPerCpu => LastVector - FirstVector + 1;

    public override string? TryAllocate(ReadOnlySpan<IrqDescriptor> irqs)
    {
        for (int i = 0; i < irqs.Length; i++)
        {
            if (TryAssign(irqs[i], irqs[i].Affinity) is { } refusal)
            {
                Free(irqs[..i]);
                return refusal;
            }
        }

        return null;
    }

    public override void Free(ReadOnlySpan<IrqDescriptor> irqs)
    {
        foreach (IrqDescriptor irq in irqs)
        {
            Unassign(irq);
        }
    }

    public override MsiMessage Compose(IrqDescriptor irq) => _platform.Compose(irq.Cpu!.Id, irq.Vector);

    public override bool Retarget(IrqDescriptor irq) => true;

    /// <summary>
    /// Gives an interrupt a vector of an online CPU of a mask; a managed one without such a CPU goes without until one comes. Under
    /// the root lock or the interrupt's request lock.
    /// </summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public string? TryAssign(IrqDescriptor irq, CpuMask mask)
    {
        while (true)
        {
            IrqCpu cpu;
            using (VectorLock.Enter())
            {
                CpuMask candidates = mask & Online;
                if (candidates.IsEmpty)
                {
                    return irq.IsManaged && !mask.IsEmpty ? null : $"no CPU of the affinity {mask} is online";
                }

                cpu = LeastLoaded(candidates);
                if (_allocated[cpu.Id] == VectorsPerCpu)
                {
                    return $"no CPU of {candidates} has a vector left; free interrupts, or use fewer queues";
                }

                if (TryTakeVector(cpu, out int vector))
                {
                    _allocated[cpu.Id]++;
                    irq.Cpu = cpu;
                    irq.Vector = vector;
                    cpu.Connect(vector, irq.Flow);
                    irq.Flow.AssignTo(cpu);
                    return null;
                }
            }

            if (!TryRetire(cpu))
            {
                return $"the vectors of CPU {cpu.Id} are free, but its delivery thread has not dropped what was on its way to them: a handler holds it up";
            }
        }
    }

    /// <summary>Takes the vector from an interrupt. Under the root lock or the interrupt's request lock.</summary>
    public void Unassign(IrqDescriptor irq)
    {
        if (irq.Cpu is { } cpu)
        {
            irq.Cpu = null;
            Release(cpu, irq.Vector);
        }
    }

    /// <summary>Gives a vector back that no interrupt has any more.</summary>
    public void Release(IrqCpu cpu, int vector)
    {
        bool many;
        using (VectorLock.Enter())
        {
            _allocated[cpu.Id]--;
            _freed[cpu.Id].Add(vector);
            many = _freed[cpu.Id].Count >= RetiredTogether;
        }

        if (many)
        {
            Retire(cpu);
        }
    }

    /// <summary>How many vectors of each CPU are in use.</summary>
    public int AllocatedOn(IrqCpu cpu)
    {
        using (VectorLock.Enter())
        {
            return _allocated[cpu.Id];
        }
    }

    /// <summary>Adds a CPU to those that take interrupts, or takes it away.</summary>
    /// <returns>Whether that was a change.</returns>
    /// <exception cref="InvalidOperationException">It is the last one.</exception>
    public bool SetOnline(int cpu, bool online)
    {
        using (VectorLock.Enter())
        {
            if (Online.Contains(cpu) == online)
            {
                return false;
            }

            CpuMask next = online ? Online.With(cpu) : Online.Without(cpu);
            if (next.IsEmpty)
            {
                throw new InvalidOperationException($"CPU {cpu} is the last one online; interrupts have to be delivered somewhere.");
            }

            Volatile.Write(ref _online, new OnlineCpus(next));
            return true;
        }
    }

    private IrqCpu LeastLoaded(CpuMask candidates)
    {
        IrqCpu best = _cpus[candidates.First];
        foreach (int id in candidates)
        {
            if (_allocated[id] < _allocated[best.Id])
            {
                best = _cpus[id];
            }
        }

        return best;
    }

    private bool TryTakeVector(IrqCpu cpu, out int vector)
    {
        if (_nextFresh[cpu.Id] <= LastVector)
        {
            vector = _nextFresh[cpu.Id]++;
            return true;
        }

        return cpu.Retired.TryTakeLowest(out vector);
    }

    /// <summary>Waits for vectors that were freed on a CPU and are not usable again yet.</summary>
    private bool TryRetire(IrqCpu cpu)
    {
        Retire(cpu);
        return IrqCpu.Current is null && SpinWait.SpinUntil(() => cpu.Retired.Count > 0, s_retirementTime);
    }

    /// <summary>
    /// Has the vectors that were freed on a CPU made usable again, many at once, so that freeing one costs little: not before no message can
    /// be on its way to them.
    /// </summary>
    private void Retire(IrqCpu cpu)
    {
        int[] freed;
        using (VectorLock.Enter())
        {
            freed = [.. _freed[cpu.Id]];
            _freed[cpu.Id].Clear();
        }

        if (freed.Length > 0)
        {
            _platform.AwaitMessagesUnderWay();
            cpu.Retire(freed);
        }
    }

    // A mask is too wide to be read in one piece while it changes; a reference is not.
    private sealed record OnlineCpus(CpuMask Mask);
}
