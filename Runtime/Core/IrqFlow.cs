using System.Runtime.CompilerServices;

namespace MsiEncap.Core;

/// <summary>
/// What happens when an interrupt arrives (<c>handle_edge_irq</c>), and all that the delivery thread touches for it. Apart from the rest
/// of the interrupt, so that a run costs a cache line and no write barrier.
/// </summary>
/// <remarks>
/// One CPU owns the flow and alone runs it. When the interrupt moves, the old owner hands the flow over between two runs; until
/// then whatever arrives elsewhere is passed on to it. So a handler never runs twice at a time, and nothing is lost on the way.
/// </remarks>
internal sealed class IrqFlow(IrqDescriptor irq)
{
    private IrqAction? _action;
    private IrqCpu? _owner;
    private long _count;
    private bool _running;
    private bool _freedByItself;
    private int _replayQueued;
    private IrqCpu? _target;
    private IrqFlowCounts? _counts;

    /// <summary>The interrupt.</summary>
    public IrqDescriptor Irq => irq;

    /// <summary>
    /// What a run calls; <see langword="null"/> without a handler and while disabled. Published before the interrupt is unmasked, withdrawn
    /// before anyone waits for it.
    /// </summary>
    public IrqAction? Action
    {
        get => Volatile.Read(ref _action);
        set => Volatile.Write(ref _action, value);
    }

    /// <summary>Whether a run is between reading <see cref="Action"/> and what came of it. Written by the delivery thread alone.</summary>
    public bool Running => Volatile.Read(ref _running);

    /// <summary>Runs since the interrupt was allocated. Written by the delivery thread alone.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Runs that threw. Written by the delivery thread alone.</summary>
    public long Faults { get; private set; }

    /// <summary>Who delivers; <see langword="null"/> before there is a vector.</summary>
    public IrqCpu? Owner => Volatile.Read(ref _owner);

    /// <summary>How often the interrupt was handled on a CPU (<c>kstat_irqs_cpu</c>). Any thread; never less than before.</summary>
    public long CountOn(IrqCpu cpu)
    {
        IrqFlowCounts? counts = Volatile.Read(ref _counts);
        while (true)
        {
            long earlier = counts?.Of(cpu) ?? 0;
            long count = cpu == Owner ? earlier + Count - (counts?.Total ?? 0) : earlier;

            // Who moved meanwhile may have been counted twice, or not at all.
            IrqFlowCounts? now = Volatile.Read(ref _counts);
            if (now == counts)
            {
                return count;
            }

            counts = now;
        }
    }

    /// <summary>The handler that runs has freed a handler of this interrupt; when it returns, the freeing is finished. From a handler only.</summary>
    public void FreeAfterRun() => _freedByItself = true;

    /// <summary>Gives the flow its first owner, or has the present one hand it over. Under the interrupt's request lock.</summary>
    public void AssignTo(IrqCpu cpu)
    {
        Volatile.Write(ref _target, cpu);
        if (Owner is { } owner)
        {
            owner.Command(this, IrqCommand.HandOver);
        }
        else
        {
            Volatile.Write(ref _owner, cpu);
        }
    }

    /// <summary>
    /// Has the owner run the flow as if the interrupt had arrived (<c>check_irq_resend</c>). Any thread. Without an owner nothing can have arrived but
    /// what is not the interrupt's: a message that its device never had.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Replay()
    {
        if (Owner is { } owner && Interlocked.Exchange(ref _replayQueued, 1) == 0)
        {
            owner.Command(this, IrqCommand.Replay);
        }
    }

    /// <summary>The interrupt arrived. On a delivery thread.</summary>
    public void Arrive(IrqCpu cpu)
    {
        try
        {
            ArriveUnguarded(cpu);
        }
        catch (Exception thrown)
        {
            Thrown(thrown);
        }
    }

    /// <summary>The interrupt arrived. On a delivery thread, which owes <see cref="Thrown"/> whatever comes out of this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ArriveUnguarded(IrqCpu cpu)
    {
        if (Volatile.Read(ref _owner) != cpu)
        {
            Replay();
            return;
        }

        // Running before Action: whoever withdraws the action and then, past a process-wide barrier, sees Running clear knows that
        // no run has it.
        Volatile.Write(ref _running, true);
        IrqAction? action = Volatile.Read(ref _action);
        if (action is null)
        {
            ArriveWithoutAction(cpu);
            return;
        }

        RunUnguarded(action);
    }

    /// <summary>A handler threw: its run is over and has handled nothing. On the owner's thread.</summary>
    public void Thrown(Exception thrown)
    {
        // It may have freed itself before.
        IrqAction? action = Volatile.Read(ref _action) ?? irq.FreedByRun.FirstOrDefault() ?? irq.Line;
        Fault(action?.Name ?? irq.Owner.Name, thrown);
        Settle(IrqReturn.None);
        Volatile.Write(ref _running, false);
    }

    /// <summary>Calls the handlers and sees to what came of it. On the owner's thread, with Running set; clears it.</summary>
    public void Run(IrqAction action)
    {
        try
        {
            RunUnguarded(action);
        }
        catch (Exception thrown)
        {
            Thrown(thrown);
        }
    }

    /// <summary>Says that a run without the usual preliminaries starts. On the owner's thread.</summary>
    public void BeginRun() => Volatile.Write(ref _running, true);

    /// <summary>Deals with a command for the flow that a delivery thread was sent. On that thread.</summary>
    public void Obey(IrqCommand command, IrqCpu cpu)
    {
        IrqCpu owner = Owner!;
        if (owner != cpu)
        {
            owner.Command(this, command);
            return;
        }

        switch (command)
        {
            case IrqCommand.HandOver:
                HandOver(cpu);
                break;
            case IrqCommand.Replay:
                Interlocked.Exchange(ref _replayQueued, 0);
                Arrive(cpu);
                break;
            case IrqCommand.Poll:
                SpuriousInterrupts.Poll(irq, cpu);
                break;
        }
    }

    /// <summary>Counts and tells that a handler threw. On the owner's thread.</summary>
    public void Fault(string name, Exception thrown)
    {
        Faults++;
        irq.Core.Log.HandlerThrew(irq, name, thrown);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunUnguarded(IrqAction action)
    {
        _count++;
        IrqReturn result = action.Run();
        if (result != IrqReturn.Handled || _freedByItself)
        {
            Settle(result);
        }

        // Last: what a run amounts to is not to be blamed on the next handler.
        Volatile.Write(ref _running, false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ArriveWithoutAction(IrqCpu cpu)
    {
        Volatile.Write(ref _running, false);
        IrqArrival.WithoutAction(irq, cpu);
        FinishFrees();
    }

    private void HandOver(IrqCpu cpu)
    {
        IrqCpu target = Volatile.Read(ref _target)!;
        if (target != cpu)
        {
            Volatile.Write(ref _counts, IrqFlowCounts.Closing(_counts, cpu, _count));
            Volatile.Write(ref _owner, target);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Settle(IrqReturn result)
    {
        if (result != IrqReturn.Handled)
        {
            SpuriousInterrupts.Note(irq, result);
        }

        FinishFrees();
    }

    // Late: not only the handler may have freed itself, but also whoever was told of it, by the log or by a callback.
    private void FinishFrees()
    {
        if (_freedByItself)
        {
            _freedByItself = false;
            IrqRequests.FinishFreesOfRun(irq);
        }
    }
}
