using System.Globalization;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The properties of a value cookie, one for each field.</summary>
internal static class PropertyWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie, string storage)
    {
        foreach (FieldModel field in cookie.Fields)
        {
            writer.Line();
            writer.Line($"/// <summary>{FieldText.Summary(field)}</summary>");
            writer.Line($"/// <value>{FieldText.Range(field)}; {FieldText.Place(field)} of the cookie.</value>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public {FieldText.Type(field)} {Identifiers.Escape(field.Name)} => {Extract(field, storage)};");
        }
    }

    private static string Extract(FieldModel field, string storage)
    {
        string shifted = field.Position == 0
            ? storage
            : $"{storage} >> {field.Position.ToString(CultureInfo.InvariantCulture)}";
        string value = field.Bits == 64
            ? shifted
            : $"{(field.Position == 0 ? shifted : $"({shifted})")} & {FieldText.Mask(field)}";
        return field.IsWide ? value : $"(uint)({value})";
    }
}
