namespace MsiEncap;

/// <summary>What a handler says of the interrupt it was called for (<c>irqreturn_t</c>).</summary>
public enum IrqReturn
{
    /// <summary>The interrupt was not from this device, or there was nothing to do (<c>IRQ_NONE</c>).</summary>
    None,

    /// <summary>The interrupt was dealt with (<c>IRQ_HANDLED</c>).</summary>
    Handled,

    /// <summary>
    /// The threaded handler shall deal with it (<c>IRQ_WAKE_THREAD</c>). Of a handler that has none, this counts as <see cref="None"/>.
    /// </summary>
    WakeThread,
}
