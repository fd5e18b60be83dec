using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>Making a cookie of values that come from somewhere: what does not fit is no exception.</summary>
internal static class TryCreateWriter
{
    public static void Write(SourceWriter writer, CookieModel cookie, CookiePart[] parts)
    {
        string[] names = Parameters.Names(parts);
        string result = "cookie";
        while (Array.IndexOf(names, result) >= 0)
        {
            result = "_" + result;
        }

        string name = Identifiers.Type(cookie.Type.Name);
        writer.Line();
        writer.Line($"/// <summary>Makes a cookie of the contract <c>{XmlText.Of(cookie.ContractId)}</c>, if everything fits.</summary>");
        Parameters.WriteDocumentation(writer, parts, names);
        writer.Line($"/// <param name=\"{result}\">The cookie; the default one if something does not fit.</param>");
        writer.Line("/// <returns><see langword=\"true\"/> if everything fits.</returns>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line(
            $"{FieldText.Accessibility(cookie.IsPublic)} static bool TryCreate({Parameters.Declarations(parts, names, allowNull: true)}, out {name} {result})");
        writer.Open();
        WriteChecks(writer, parts, names, result);
        writer.Line($"{result} = new {name}({string.Join(", ", names.Select(Identifiers.Escape))});");
        writer.Line("return true;");
        writer.Close();
    }

    private static void WriteChecks(SourceWriter writer, CookiePart[] parts, string[] names, string result)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            string value = Identifiers.Escape(names[i]);
            if ((parts[i].Field is { } field ? FieldCode.Misfit(field, value) : value + " is null") is { } misfit)
            {
                writer.Line($"if ({misfit})");
                writer.Open();
                writer.Line($"{result} = default;");
                writer.Line("return false;");
                writer.Close();
                writer.Line();
            }
        }
    }
}
