using System.Collections.Immutable;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// An interrupt: everything about one virq (<c>struct irq_desc</c>). Its CPU's delivery thread runs its flow without any lock; all
/// others change it under <see cref="Gate"/> and then wait for the thread where they must.
/// </summary>
internal sealed class IrqDescriptor
{
    private long _threadFaults;

    public IrqDescriptor(IrqCore core, MsiDescriptorEntry entry, IrqDataState data)
    {
        Core = core;
        Entry = entry;
        Data = data;
        Flow = new IrqFlow(this);
        if (data.Descriptor.Affinities is { IsEmpty: false } affinities)
        {
            Affinity = affinities[data.Offset].Cpus;
            IsManaged = affinities[data.Offset].IsManaged;
        }
        else
        {
            Affinity = core.Vectors.Possible;
        }
    }

    public IrqCore Core { get; }

    /// <summary>The index of a domain that the interrupt belongs to.</summary>
    public MsiDescriptorEntry Entry { get; }

    /// <summary>The domain of a device that the interrupt was allocated from.</summary>
    public MsiDeviceDomain Owner => Entry.Owner;

    /// <summary>What the domain's chip callbacks see.</summary>
    public IrqDataState Data { get; }

    /// <summary>What the delivery thread sees.</summary>
    public IrqFlow Flow { get; }

    public Virq Virq => Data.Virq;

    public MsiDomain Domain => Data.Descriptor.Domain;

    /// <summary>The kernel's <c>request_mutex</c>: requesting, moving, CPU hotplug. Nobody waits for a handler under it.</summary>
    public RankedLock RequestLock { get; } = new(LockRank.Request);

    /// <summary>The kernel's <c>desc-&gt;lock</c>: chip callbacks and what follows here.</summary>
    public RankedLock Gate { get; } = new(LockRank.Interrupt);

    public IrqPhase Phase { get; set; }

    /// <summary>The handlers; several where the line is shared.</summary>
    public ImmutableArray<IrqAction> Actions { get; set; } = [];

    /// <summary>What a run calls: the one handler, or all that share; <see langword="null"/> without any.</summary>
    public IrqAction? Line { get; set; }

    /// <summary>Handlers that were freed in the run that is under way.</summary>
    public ImmutableArray<IrqAction> FreedByRun { get; set; } = [];

    /// <summary>How often the interrupt is disabled; 0 if it is enabled (<c>depth</c>).</summary>
    public int Depth { get; set; } = 1;

    /// <summary>Whether the device holds the interrupt's message (<c>IRQD_ACTIVATED</c>).</summary>
    public bool Active { get; set; }

    /// <summary>Whether the chip was started (<c>IRQD_IRQ_STARTED</c>).</summary>
    public bool Started { get; set; }

    /// <summary>Whether the chip was told to mask (<c>IRQD_IRQ_MASKED</c>).</summary>
    public bool Masked { get; set; } = true;

    /// <summary>Whether an edge arrived that nobody could take (<c>IRQS_PENDING</c>).</summary>
    public bool Pending { get; set; }

    /// <summary>Threads of one-shot handlers that keep the line masked.</summary>
    public int OneShotThreads { get; set; }

    /// <summary>Whether the interrupt waits for a CPU of its managed affinity to come back (<c>IRQD_MANAGED_SHUTDOWN</c>).</summary>
    public bool ManagedShutdown { get; set; }

    /// <summary>Whether it was disabled because nobody handled it (<c>IRQS_SPURIOUS_DISABLED</c>).</summary>
    public bool SpuriousDisabled { get; set; }

    /// <summary>Whether its handlers will be asked for it, although it is disabled.</summary>
    public bool PollAwaited { get; set; }

    /// <summary>What nobody handled. The delivery thread's.</summary>
    public SpuriousWindow Spurious { get; } = new();

    /// <summary>Where the interrupt may be delivered (<c>affinity</c>). Changed under the request lock and its own lock.</summary>
    public CpuMask Affinity { get; set; }

    /// <summary>Whether the affinity is fixed and the interrupt stops with its CPUs (<c>IRQD_AFFINITY_MANAGED</c>).</summary>
    public bool IsManaged { get; }

    /// <summary>Whose vector stands for the interrupt. Changed under the request lock and the vector lock.</summary>
    public IrqCpu? Cpu { get; set; }

    /// <summary>The vector on <see cref="Cpu"/>.</summary>
    public int Vector { get; set; }

    /// <summary>The entry of the remapping table, if there is one; -1 otherwise.</summary>
    public int RemappingHandle { get; set; } = -1;

    /// <summary>How often a handler threw, its thread or task included.</summary>
    public long Faults => Flow.Faults + Volatile.Read(ref _threadFaults);

    /// <summary>The second part of a handler threw. Any thread.</summary>
    public void ThreadFaulted() => Interlocked.Increment(ref _threadFaults);

    /// <summary>Lets runs happen: the delivery thread sees the handlers. A level runs by way of the lock instead.</summary>
    public void Publish() => Flow.Action = Domain.IsLevel ? null : Line;

    /// <summary>The handlers that are installed at this moment.</summary>
    public ImmutableArray<IrqAction> ActionsNow()
    {
        using RankedLock.Scope scope = Gate.Enter();
        return Actions;
    }

    public IrqStatus Describe()
    {
        using RankedLock.Scope scope = Gate.Enter();
        return new IrqStatus
        {
            Virq = Virq,
            Chip = Owner.Name,
            Handlers = [.. Actions.Select(action => action.Name)],
            DisableDepth = Depth,
            IsPending = Pending,
            IsMasked = Masked,
            IsActivated = Active,
            IsManagedShutdown = ManagedShutdown,
            IsSpuriousDisabled = SpuriousDisabled,
            Affinity = new IrqAffinity(Affinity, IsManaged),
            Count = Flow.Count,
            Unhandled = Spurious.Unhandled,
            Faults = Faults,
        };
    }

    public MsiException Refusal(MsiErrorCode code, string detail) => new(Owner.Error(code, Entry.Index, detail));
}
