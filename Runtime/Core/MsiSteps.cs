namespace MsiEncap.Core;

/// <summary>The steps of an allocation, so that what was done, and only that, is taken back, whether it failed half-way or is freed.</summary>
[Flags]
internal enum MsiSteps
{
    None = 0,

    /// <summary>An index of the domain is reserved.</summary>
    Indexed = 1,

    /// <summary>Virqs stand for the interrupts.</summary>
    Numbered = 2,

    /// <summary>Each interrupt has its way to a CPU's vector.</summary>
    Vectored = 4,

    /// <summary>The domain's hwirqs stand for the interrupts.</summary>
    Mapped = 8,

    /// <summary>The interrupts were handed out.</summary>
    Complete = 16,
}
