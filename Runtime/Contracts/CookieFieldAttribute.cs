namespace MsiEncap.Contracts;

/// <summary>
/// One unsigned field of a value cookie. Fields are declared on the struct in the order of the data sheet, the least significant
/// bits first; together they take at most 64 bits.
/// </summary>
/// <param name="name">The name of the property that the generator writes.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class CookieFieldAttribute(string name) : Attribute
{
    /// <summary>The name of the property that the generator writes.</summary>
    public string Name { get; } = name;

    /// <summary>The width of the field in bits, 1 to 64.</summary>
    public int Bits { get; set; }

    /// <summary>What the field means; becomes the documentation of the property.</summary>
    public string? Summary { get; set; }
}
