using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// What happens when an interrupt arrives (<c>handle_edge_irq</c>), and all that the delivery thread touches for it. Apart from the rest
/// of the interrupt and without a reference to store, so that a run costs a cache line and no write barrier.
/// </summary>
internal sealed class IrqFlow(IrqDescriptor irq)
{
    private IrqAction? _action;
    private bool _running;
    private bool _freedByItself;

    /// <summary>The interrupt.</summary>
    public IrqDescriptor Irq => irq;

    /// <summary>The handler; published before the interrupt is unmasked, withdrawn before anyone waits for it.</summary>
    public IrqAction? Action
    {
        get => Volatile.Read(ref _action);
        set => Volatile.Write(ref _action, value);
    }

    /// <summary>Whether a run is between reading <see cref="Action"/> and the handler's return. Written by the delivery thread alone.</summary>
    public bool Running => Volatile.Read(ref _running);

    /// <summary>Runs since the interrupt was allocated. Written by the delivery thread alone.</summary>
    public long Count { get; private set; }

    /// <summary>Runs that found nothing to do, and edges without a handler. Written by the delivery thread alone.</summary>
    public long Unhandled { get; private set; }

    /// <summary>Runs that threw. Written by the delivery thread alone.</summary>
    public long Faults { get; private set; }

    /// <summary>The handler that runs has freed itself; when it returns, the freeing is finished. From the handler only.</summary>
    public void FreeAfterRun() => _freedByItself = true;

    /// <summary>An edge arrived. On the delivery thread of the interrupt's CPU.</summary>
    public void HandleEdge()
    {
        // Running before Action: whoever withdraws the action and then, past a process-wide barrier, sees Running clear knows that
        // no run has it.
        Volatile.Write(ref _running, true);
        IrqAction? action = Volatile.Read(ref _action);
        if (action is null)
        {
            Volatile.Write(ref _running, false);
            HandleUnexpected();
            return;
        }

        Count++;
        try
        {
            if (action.Run() == IrqReturn.None)
            {
                Unhandled++;
            }
        }
        catch (Exception thrown)
        {
            Faults++;
            MsiEncapEventSource.Log.HandlerThrew(irq.Virq.Number, action.Name, thrown);
        }

        Volatile.Write(ref _running, false);
        if (_freedByItself)
        {
            _freedByItself = false;
            if (IrqRequests.FinishFree(irq, action) is { } error)
            {
                // A handler that freed itself may have nobody to ask how it went.
                MsiEncapEventSource.Log.FreeFailed(action.Name, error.ToString());
            }
        }
    }

    /// <summary>An edge without a handler: nobody asked for it, so the device is kept from raising another.</summary>
    private void HandleUnexpected()
    {
        lock (irq.Gate)
        {
            // An edge that was on its way while the interrupt was freed is no news; the chip is masked by then.
            if (irq.Phase != IrqPhase.Idle)
            {
                return;
            }

            Unhandled++;
            try
            {
                irq.Domain.Mask(new IrqData(irq.State));
            }
            catch (Exception thrown)
            {
                MsiEncapEventSource.Log.CallbackThrew(irq.Virq.Number, nameof(MsiDomain.Mask), thrown);
            }
        }
    }
}
