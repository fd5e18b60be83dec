using System.Globalization;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>How a field is spoken of, in code and in sentences.</summary>
internal static class FieldText
{
    public static string Type(FieldModel field) => field.IsWide ? "ulong" : "uint";

    /// <summary>The greatest value, as a literal of the field's type.</summary>
    public static string Max(FieldModel field) =>
        "0x" + field.Max.ToString("X", CultureInfo.InvariantCulture) + (field.IsWide ? "UL" : "U");

    /// <summary>The greatest value, as a literal of the cookie's type.</summary>
    public static string Mask(FieldModel field) => "0x" + field.Max.ToString("X", CultureInfo.InvariantCulture) + "UL";

    public static string Width(FieldModel field) =>
        field.Bits == 1 ? "1 bit" : field.Bits.ToString(CultureInfo.InvariantCulture) + " bits";

    public static string Range(FieldModel field) => "0 to 0x" + field.Max.ToString("X", CultureInfo.InvariantCulture);

    /// <summary>Where the field lies in the cookie, in the words of a data sheet.</summary>
    public static string Place(FieldModel field) => field.Bits == 1
        ? string.Format(CultureInfo.InvariantCulture, "bit {0}", field.Position)
        : string.Format(CultureInfo.InvariantCulture, "bits {0}:{1}", field.Position + field.Bits - 1, field.Position);

    /// <summary>What the field means, for a documentation comment.</summary>
    public static string Summary(FieldModel field)
    {
        string summary = field.Summary is null ? string.Empty : XmlText.Of(field.Summary);
        return summary.Length > 0 ? summary : $"The field <c>{field.Name}</c>.";
    }
}
