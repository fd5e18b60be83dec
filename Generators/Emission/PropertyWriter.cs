using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The properties of a cookie, one for each thing that it holds. <c>with</c> sets them, as range-checked as the constructor.</summary>
internal static class PropertyWriter
{
    public static void Write(SourceWriter writer, CookieModel cookie, CookiePart[] parts, Storage storage)
    {
        foreach (CookiePart part in parts)
        {
            if (part.Field is { } field)
            {
                Write(writer, cookie, field, storage.Bits!);
            }
            else if (part.Reference is { } reference)
            {
                ReferencePropertyWriter.Write(writer, cookie, reference, storage);
            }
        }
    }

    private static void Write(SourceWriter writer, CookieModel cookie, in FieldModel field, string storage)
    {
        string place = FieldText.Place(field);
        string range = FieldText.Range(field) is { Length: > 0 } text ? text + "; " + place : char.ToUpperInvariant(place[0]) + place.Substring(1);
        writer.Line();
        writer.Line($"/// <summary>{FieldText.Summary(field)}</summary>");
        writer.Line($"/// <value>{range} of the cookie.</value>");
        if (FieldCode.Misfit(field, "value") is not null)
        {
            writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The value does not fit.</exception>");
        }

        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{FieldText.Accessibility(field.Type.IsPublic)} {field.Type.Code} {Identifiers.Escape(field.Name)}");
        writer.Open();
        writer.Line($"get => {FieldCode.Value(field, storage)};");
        WriteInit(writer, cookie, field, storage);
        writer.Close();
    }

    private static void WriteInit(SourceWriter writer, CookieModel cookie, in FieldModel field, string storage)
    {
        string bits = FieldCode.Bits(field, "value");
        string assigned = field.Bits == 64 ? bits : $"{FieldCode.OtherBits(field, storage)} | {bits}";
        if (FieldCode.Misfit(field, "value") is null)
        {
            writer.Line($"init => {storage} = {assigned};");
            return;
        }

        writer.Line("init");
        writer.Open();
        ConstructorWriter.WriteCheck(writer, cookie, field, "value", "value");
        writer.Line($"{storage} = {assigned};");
        writer.Close();
    }
}
