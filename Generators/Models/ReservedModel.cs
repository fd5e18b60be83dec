namespace MsiEncap.Generators.Models;

/// <summary>Bits that belong to no field.</summary>
/// <param name="Position">The least significant bit.</param>
/// <param name="Bits">The width, 1 to 64.</param>
/// <param name="Summary">Why they are reserved, as plain text.</param>
internal readonly record struct ReservedModel(int Position, int Bits, string? Summary);
