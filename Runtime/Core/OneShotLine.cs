namespace MsiEncap.Core;

/// <summary>Keeps a line masked while a one-shot thread has work (<c>irq_finalize_oneshot</c>).</summary>
internal sealed class OneShotLine(IrqDescriptor irq)
{
    private bool _held;

    /// <summary>The thread was woken. On the delivery thread.</summary>
    public void Hold()
    {
        using (irq.Gate.Enter())
        {
            if (!_held)
            {
                _held = true;
                irq.OneShotThreads++;
            }
        }
    }

    /// <summary>The thread has done its work, or ends.</summary>
    public void Release()
    {
        using (irq.Gate.Enter())
        {
            if (!_held)
            {
                return;
            }

            _held = false;
            irq.OneShotThreads--;
        }

        IrqArrival.UnmaskIfEnabled(irq);
    }
}
