using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The constructor of a cookie, which is where a value that does not fit, or an object that is none, stops.</summary>
internal static class ConstructorWriter
{
    public static void Write(SourceWriter writer, CookieModel cookie, CookiePart[] parts, Storage storage)
    {
        string[] names = Parameters.Names(parts);
        writer.Line();
        writer.Line($"/// <summary>Makes a cookie of the contract <c>{XmlText.Of(cookie.ContractId)}</c>.</summary>");
        Parameters.WriteDocumentation(writer, parts, names);
        WriteExceptions(writer, parts, names);
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{FieldText.Accessibility(cookie.IsPublic)} {Identifiers.Type(cookie.Type.Name)}({Parameters.Declarations(parts, names)})");
        writer.Open();
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Field is { } field)
            {
                WriteCheck(writer, cookie, field, names[i], Identifiers.Escape(names[i]));
            }
        }

        WriteReference(writer, cookie, parts, names, storage);
        WriteBits(writer, parts, names, storage);
        writer.Close();
    }

    /// <summary>
    /// Writes what throws if a value does not fit. The message is a constant, so that the check stays small enough to be inlined; the
    /// exception adds the value.
    /// </summary>
    public static void WriteCheck(SourceWriter writer, CookieModel cookie, in FieldModel field, string parameter, string value)
    {
        if (FieldCode.Misfit(field, value) is not { } misfit)
        {
            return;
        }

        writer.Line($"if ({misfit})");
        writer.Open();
        writer.Line("throw new global::System.ArgumentOutOfRangeException(");
        writer.Indent();
        writer.Line($"\"{parameter}\",");
        writer.Line($"{value},");
        writer.Line($"{SymbolDisplay.FormatLiteral(FieldText.Misfit(field, cookie), quote: true)});");
        writer.Unindent();
        writer.Close();
        writer.Line();
    }

    /// <summary>Writes what keeps an object, or throws if there is none.</summary>
    public static void WriteKeeping(SourceWriter writer, CookieModel cookie, ReferenceModel reference, string parameter, string value, Storage storage)
    {
        writer.Line($"{storage.Reference} = {value} ?? throw new global::System.ArgumentNullException(");
        writer.Indent();
        writer.Line($"\"{parameter}\",");
        writer.Line($"{SymbolDisplay.FormatLiteral(FieldText.Missing(reference, cookie), quote: true)});");
        writer.Unindent();
    }

    private static void WriteExceptions(SourceWriter writer, CookiePart[] parts, string[] names)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Reference is not null)
            {
                string refusal = $"<paramref name=\"{names[i]}\"/> is <see langword=\"null\"/>.";
                writer.Line($"/// <exception cref=\"global::System.ArgumentNullException\">{refusal}</exception>");
            }
        }

        if (Array.Exists(parts, part => part.Field is { } field && FieldCode.Misfit(field, string.Empty) is not null))
        {
            writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A value does not fit its field.</exception>");
        }
    }

    private static void WriteReference(SourceWriter writer, CookieModel cookie, CookiePart[] parts, string[] names, Storage storage)
    {
        int index = Array.FindIndex(parts, part => part.Reference is not null);
        if (index >= 0)
        {
            WriteKeeping(writer, cookie, parts[index].Reference!, names[index], Identifiers.Escape(names[index]), storage);
        }
    }

    private static void WriteBits(SourceWriter writer, CookiePart[] parts, string[] names, Storage storage)
    {
        string[] bits =
        [
            .. parts.Select((part, i) => part.Field is { } field ? FieldCode.Bits(field, Identifiers.Escape(names[i])) : string.Empty)
                .Where(text => text.Length > 0),
        ];
        for (int i = 0; i < bits.Length; i++)
        {
            writer.Line((i == 0 ? $"{storage.Bits} = " : "    | ") + bits[i] + (i == bits.Length - 1 ? ";" : string.Empty));
        }
    }
}
