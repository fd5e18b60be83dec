using System.Runtime.CompilerServices;

namespace MsiEncap.Core;

/// <summary>
/// Sixty-four virqs in a row, those of one device at a time. Kept for its next owner when it is given back, so nothing is allocated then.
/// </summary>
internal sealed class VirqBlock
{
    public const int Size = 64;

    // The next block in memory may be another device's: a cache line between them.
    private const int Gap = 8;

    private Entries _entries;

    /// <summary>A bit for each number that is free. The owner's alone.</summary>
    public ulong Free { get; set; } = ~0UL;

    /// <summary>The interrupts, which any thread may read.</summary>
    public Span<IrqDescriptor?> Irqs => _entries[..Size];

    [InlineArray(Size + Gap)]
    private struct Entries
    {
        private IrqDescriptor? _first;
    }
}
