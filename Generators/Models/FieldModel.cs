namespace MsiEncap.Generators.Models;

/// <summary>One field of a cookie.</summary>
/// <param name="Name">The property's name, not escaped.</param>
/// <param name="Position">The least significant bit.</param>
/// <param name="Bits">The width, 1 to 64.</param>
/// <param name="Type">The property's type.</param>
/// <param name="Summary">What the field means, as plain text.</param>
internal readonly record struct FieldModel(string Name, int Position, int Bits, FieldType Type, string? Summary)
{
    /// <summary>The greatest value that fits, as bits.</summary>
    public ulong Max => ulong.MaxValue >> (64 - Bits);
}
