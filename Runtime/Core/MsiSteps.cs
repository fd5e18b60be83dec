namespace MsiEncap.Core;

/// <summary>The steps of an allocation, so that what was done, and only that, is taken back, whether it failed half-way or is freed.</summary>
[Flags]
internal enum MsiSteps
{
    None = 0,

    /// <summary>An index of the domain is reserved.</summary>
    Indexed = 1,

    /// <summary>A virq stands for the interrupt.</summary>
    Numbered = 2,

    /// <summary>A CPU's vector is the interrupt's.</summary>
    Vectored = 4,

    /// <summary>The domain's <c>InitializeIrq</c> has run.</summary>
    Initialized = 8,

    /// <summary>The domain's hwirq stands for the interrupt.</summary>
    Mapped = 16,
}
