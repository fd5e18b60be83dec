using System.Globalization;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What a field can hold, as the generated code checks it.</summary>
internal static class FieldRange
{
    /// <summary>Whether a constant does not fit.</summary>
    /// <param name="field">The field.</param>
    /// <param name="constant">The constant, of the type of the field's property; of an enum, the number.</param>
    /// <returns>How the constant is written, as the field's range is; <see langword="null"/> if it fits.</returns>
    public static string? Misfit(in FieldModel field, object constant)
    {
        if (field.Type.Kind == FieldKind.Boolean || field.Bits == 64)
        {
            return null;
        }

        (bool isNegative, ulong bits)? value = constant switch
        {
            sbyte or short or int or long => Signed(Convert.ToInt64(constant, CultureInfo.InvariantCulture)),
            byte or ushort or uint or ulong => (false, Convert.ToUInt64(constant, CultureInfo.InvariantCulture)),
            _ => null,
        };
        if (value is not (var isNegative, var bits))
        {
            return null;
        }

        long signed = unchecked((long)bits);
        bool fits = field.Type.IsSigned
            ? (isNegative || signed >= 0) && signed >= FieldCode.SignedMin(field) && signed <= FieldCode.SignedMax(field)
            : !isNegative && bits <= field.Max;
        return fits ? null
            : field.Type.IsSigned || isNegative ? (isNegative ? signed.ToString(CultureInfo.InvariantCulture) : bits.ToString(CultureInfo.InvariantCulture))
            : "0x" + bits.ToString("X", CultureInfo.InvariantCulture);
    }

    private static (bool IsNegative, ulong Bits) Signed(long value) => (value < 0, unchecked((ulong)value));
}
