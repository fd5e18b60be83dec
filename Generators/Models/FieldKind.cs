namespace MsiEncap.Generators.Models;

/// <summary>What a field's bits stand for.</summary>
internal enum FieldKind
{
    /// <summary>A number from 0.</summary>
    Unsigned,

    /// <summary>A number in two's complement.</summary>
    Signed,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A member of an enum.</summary>
    Enum,
}
