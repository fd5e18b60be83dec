namespace MsiEncap.Generators.Models;

/// <summary>A member of an enum that a field is of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, negative ones in two's complement.</param>
internal readonly record struct EnumMemberModel(string Name, ulong Value);
