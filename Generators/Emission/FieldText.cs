using System.Globalization;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>How a field or a reference is spoken of, in code and in sentences.</summary>
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

    /// <summary>Who may make a cookie with the object, and take it out again.</summary>
    public static string Accessibility(ReferenceModel reference) => reference.IsPublic ? "public" : "internal";

    /// <summary>What the field means, for a documentation comment.</summary>
    public static string Summary(FieldModel field) => Summary(field.Summary, $"The field <c>{field.Name}</c>.");

    /// <summary>What the object is, for a documentation comment.</summary>
    public static string Summary(ReferenceModel reference) => Summary(reference.Summary, $"The object <c>{reference.Name}</c>.");

    private static string Summary(string? given, string otherwise)
    {
        string summary = given is null ? string.Empty : XmlText.Of(given);
        return summary.Length > 0 ? summary : otherwise;
    }
}
