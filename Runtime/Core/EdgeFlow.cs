using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>What happens when an edge arrives (<c>handle_edge_irq</c>). On the delivery thread of the interrupt's CPU.</summary>
internal static class EdgeFlow
{
    public static void Handle(IrqCpu cpu, IrqDescriptor irq)
    {
        // Running before Action: whoever withdraws the action and then, past a process-wide barrier, sees Running clear knows that
        // no run has it.
        irq.Running = true;
        IrqAction? action = irq.Action;
        if (action is null)
        {
            irq.Running = false;
            HandleUnexpected(irq);
            return;
        }

        cpu.Handling = irq;
        irq.CountOn(cpu.Id)++;
        try
        {
            if (action.Run() == IrqReturn.None)
            {
                irq.Unhandled++;
            }
        }
        catch (Exception thrown)
        {
            irq.Faults++;
            MsiEncapEventSource.Log.HandlerThrew(irq.Virq.Number, action.Name, thrown);
        }

        cpu.Handling = null;
        irq.Running = false;
        if (irq.FreedByItself is { } freed)
        {
            irq.FreedByItself = null;
            IrqRequests.FinishFree(irq, freed);
        }
    }

    /// <summary>An edge without a handler: nobody asked for it, so the device is kept from raising another.</summary>
    private static void HandleUnexpected(IrqDescriptor irq)
    {
        lock (irq.Gate)
        {
            // An edge that was on its way while the interrupt was freed is no news; the chip is masked by then.
            if (irq.Phase != IrqPhase.Idle)
            {
                return;
            }

            irq.Unhandled++;
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
