namespace MsiEncap;

/// <summary>How a handler wants its interrupt (<c>IRQF_*</c>).</summary>
[Flags]
public enum IrqFlags
{
    /// <summary>Alone, and enabled from the start.</summary>
    None = 0,

    /// <summary>Other handlers may share the interrupt, if they say so too (<c>IRQF_SHARED</c>).</summary>
    Shared = 1 << 0,

    /// <summary>
    /// The interrupt stays masked until the threaded handler has returned (<c>IRQF_ONESHOT</c>). Messages do not need it and drop it;
    /// interrupt lines do.
    /// </summary>
    OneShot = 1 << 1,

    /// <summary>The interrupt stays disabled until it is enabled explicitly (<c>IRQF_NO_AUTOEN</c>). Not for one that is shared.</summary>
    NoAutoEnable = 1 << 2,
}
