namespace MsiEncap.Generators.Models;

/// <summary>The type of a field's property.</summary>
/// <param name="Kind">What the bits stand for.</param>
/// <param name="Code">The type as generated code names it.</param>
/// <param name="LayoutName">The type as reflection names it.</param>
/// <param name="Size">How many bits it has.</param>
/// <param name="IsSigned">Whether the field's most significant bit is a sign.</param>
internal sealed record FieldType(FieldKind Kind, string Code, string LayoutName, int Size, bool IsSigned)
{
    /// <summary>What drivers expect of a register field: 32 bits where they suffice.</summary>
    public static readonly FieldType UInt32 = new(FieldKind.Unsigned, "uint", "System.UInt32", 32, IsSigned: false);

    /// <summary>64 bits otherwise.</summary>
    public static readonly FieldType UInt64 = new(FieldKind.Unsigned, "ulong", "System.UInt64", 64, IsSigned: false);

    /// <summary>Whether the type itself can be negative; an enum can be whose members are not.</summary>
    public bool HasSign { get; init; } = IsSigned;

    /// <summary>Whether whoever sees the struct sees the type.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>The members of an enum, by value and name.</summary>
    public EquatableArray<EnumMemberModel> Members { get; init; }
}
