namespace MsiEncap.Contracts;

/// <summary>Bits of a cookie that mean nothing, or nothing yet. They are written as 0 and dropped where a cookie is read.</summary>
/// <remarks>A field that takes their place later leaves all other fields where they are.</remarks>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class CookieReservedAttribute : Attribute
{
    /// <summary>How many bits, 1 to 64.</summary>
    public int Bits { get; set; }

    /// <summary>Why they are reserved, for the data sheet.</summary>
    public string? Summary { get; set; }
}
