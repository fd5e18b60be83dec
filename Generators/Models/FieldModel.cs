namespace MsiEncap.Generators.Models;

/// <summary>One field of a value cookie.</summary>
/// <param name="Name">The property's name, not escaped.</param>
/// <param name="Position">The least significant bit.</param>
/// <param name="Bits">The width, 1 to 64.</param>
/// <param name="Summary">What the field means, as plain text.</param>
internal readonly record struct FieldModel(string Name, int Position, int Bits, string? Summary)
{
    /// <summary>The greatest value that fits.</summary>
    public ulong Max => ulong.MaxValue >> (64 - Bits);

    /// <summary>What drivers expect of a register field: 32 bits where they suffice, 64 otherwise.</summary>
    public bool IsWide => Bits > 32;

    /// <summary>Whether the property's type can hold a value that does not fit.</summary>
    public bool NeedsCheck => Bits is not (32 or 64);
}
