namespace MsiEncap.Contracts;

/// <summary>
/// One field of a cookie. Fields are declared on the struct in the order of the data sheet, the least significant bits first; together
/// with <see cref="CookieReservedAttribute"/> gaps they take at most 64 bits.
/// </summary>
/// <param name="name">The name of the property that the generator writes.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class CookieFieldAttribute(string name) : Attribute
{
    /// <summary>The name of the property that the generator writes.</summary>
    public string Name { get; } = name;

    /// <summary>The width of the field in bits, 1 to 64. A <see cref="bool"/> is one bit and need not say so.</summary>
    public int Bits { get; set; }

    /// <summary>
    /// The type of the property: <see cref="bool"/>, an integer that has at least as many bits as the field, or an enum all of whose
    /// members fit. Signed integers, and enums with negative members, are kept in two's complement. An unsigned integer of 32 bits, or 64
    /// where those do not suffice, if it is not given.
    /// </summary>
    public Type? Type { get; set; }

    /// <summary>What the field means; becomes the documentation of the property.</summary>
    public string? Summary { get; set; }
}
