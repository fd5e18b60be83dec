namespace MsiEncap;

/// <summary>How a PCI function may signal its interrupts (<c>PCI_IRQ_*</c>).</summary>
[Flags]
public enum IrqVectorTypes
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>By its pin: one interrupt, a level, possibly shared (<c>PCI_IRQ_INTX</c>).</summary>
    Intx = 1 << 0,

    /// <summary>By MSI: up to 32 vectors of one message (<c>PCI_IRQ_MSI</c>).</summary>
    Msi = 1 << 1,

    /// <summary>By MSI-X: up to 2048 vectors, each with its message (<c>PCI_IRQ_MSIX</c>).</summary>
    Msix = 1 << 2,

    /// <summary>By the best that there is (<c>PCI_IRQ_ALL_TYPES</c>).</summary>
    All = Intx | Msi | Msix,
}
