using System.Globalization;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>A field in expressions. They are <c>unchecked</c> where a project that checks arithmetic would throw.</summary>
internal static class FieldCode
{
    public static long SignedMax(in FieldModel field) => long.MaxValue >> (64 - field.Bits);

    public static long SignedMin(in FieldModel field) => ~SignedMax(field);

    /// <summary>Whether a value does not fit; <see langword="null"/> if every value of the type does.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value, as an expression.</param>
    public static string? Misfit(in FieldModel field, string value)
    {
        bool fillsType = field.Bits == field.Type.Size && field.Type.IsSigned == field.Type.HasSign;
        return field.Type.Kind == FieldKind.Boolean || field.Bits == 64 || fillsType ? null
            : field.Type.IsSigned ? Format("{0} is < {1} or > {2}", Number(field, value, "long"), SignedMin(field), SignedMax(field))
            : field.Type.Kind == FieldKind.Enum ? Format("{0} > 0x{1:X}UL", Number(field, value, "ulong"), field.Max)
            : field.Type.Size == 64 ? Format("{0} > 0x{1:X}UL", value, field.Max)
            : Format("{0} > 0x{1:X}U", value, field.Max);
    }

    /// <summary>A value that fits as bits of the cookie, where they lie there.</summary>
    public static string Bits(in FieldModel field, string value)
    {
        string bits = field.Type.Kind switch
        {
            FieldKind.Boolean => $"({value} ? 1UL : 0UL)",
            FieldKind.Unsigned => field.Position == 0 ? value : "(ulong)" + value,
            _ => $"unchecked((ulong){value})",
        };
        if (field.Type.IsSigned && field.Bits < 64)
        {
            bits = $"({bits} & {Mask(field)})";
        }

        return field.Position == 0 ? bits : Format("({0} << {1})", bits, field.Position);
    }

    /// <summary>The field's bits where they lie in the cookie.</summary>
    public static string Mask(in FieldModel field) => Format("0x{0:X}UL", field.Max);

    /// <summary>The bits of all other fields.</summary>
    public static string OtherBits(in FieldModel field, string storage) =>
        Format("({0} & 0x{1:X}UL)", storage, ~(field.Max << field.Position));

    /// <summary>The field's bits, moved down.</summary>
    public static string Raw(in FieldModel field, string storage)
    {
        string shifted = field.Position == 0 ? storage : Format("{0} >> {1}", storage, field.Position);
        return field.Bits == 64 ? shifted
            : field.Position == 0 ? $"{shifted} & {Mask(field)}"
            : $"({shifted}) & {Mask(field)}";
    }

    /// <summary>The field's value.</summary>
    public static string Value(in FieldModel field, string storage)
    {
        if (field.Type.Kind == FieldKind.Boolean)
        {
            return Format("({0} & 0x{1:X}UL) != 0", storage, 1UL << field.Position);
        }

        if (field.Type.IsSigned)
        {
            // Up to where the sign is, and down again with it.
            int up = 64 - field.Bits - field.Position;
            string raised = up == 0 ? storage : Format("({0} << {1})", storage, up);
            string signed = field.Bits == 64 ? "(long)" + raised : Format("(long){0} >> {1}", raised, 64 - field.Bits);
            return field.Type.Size == 64 && field.Type.Kind == FieldKind.Signed ? $"unchecked({signed})" : $"unchecked(({field.Type.Code})({signed}))";
        }

        string raw = Raw(field, storage);
        return field.Type.Kind == FieldKind.Enum ? $"unchecked(({field.Type.Code})({raw}))"
            : field.Type.Size == 64 ? raw
            : $"({field.Type.Code})({raw})";
    }

    // Only an enum has to be cast.
    private static string Number(in FieldModel field, string value, string type) =>
        field.Type.Kind == FieldKind.Enum ? $"unchecked(({type}){value})" : value;

    private static string Format(string format, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, format, arguments);
}
