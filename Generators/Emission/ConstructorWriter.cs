using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The constructor of a value cookie, which is where a value that does not fit its field stops.</summary>
internal static class ConstructorWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie, string storage)
    {
        string[] parameters = ParameterNames.Of(cookie.Fields);
        WriteDocumentation(writer, cookie, parameters);
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public {Identifiers.Type(cookie.Type.Name)}({Declarations(cookie, parameters)})");
        writer.Open();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (cookie.Fields[i].NeedsCheck)
            {
                WriteCheck(writer, cookie, cookie.Fields[i], parameters[i]);
            }
        }

        WriteAssignment(writer, cookie, parameters, storage);
        writer.Close();
    }

    /// <summary>Writes what a constructor is for, whatever its cookie holds.</summary>
    public static void WriteSummary(SourceWriter writer, CookieModel cookie)
    {
        writer.Line();
        writer.Line($"/// <summary>Makes a cookie of the contract <c>{XmlText.Of(cookie.ContractId)}</c>.</summary>");
    }

    private static void WriteDocumentation(SourceWriter writer, ValueCookieModel cookie, string[] parameters)
    {
        WriteSummary(writer, cookie);
        bool anyCheck = false;
        for (int i = 0; i < parameters.Length; i++)
        {
            FieldModel field = cookie.Fields[i];
            anyCheck |= field.NeedsCheck;
            writer.Line($"/// <param name=\"{parameters[i]}\">{FieldText.Summary(field)} {FieldText.Range(field)}.</param>");
        }

        if (anyCheck)
        {
            writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A value does not fit its field.</exception>");
        }
    }

    private static string Declarations(ValueCookieModel cookie, string[] parameters) =>
        string.Join(", ", parameters.Select((name, i) => $"{FieldText.Type(cookie.Fields[i])} {Identifiers.Escape(name)}"));

    // The message is a constant, so that the check stays small enough to be inlined; the exception adds the value.
    private static void WriteCheck(SourceWriter writer, ValueCookieModel cookie, FieldModel field, string parameter)
    {
        string name = Identifiers.Escape(parameter);
        string message = $"{field.Name} of the contract '{cookie.ContractId}' has {FieldText.Width(field)}: {FieldText.Range(field)}.";
        writer.Line($"if ({name} > {FieldText.Max(field)})");
        writer.Open();
        writer.Line("throw new global::System.ArgumentOutOfRangeException(");
        writer.Indent();
        writer.Line($"\"{parameter}\",");
        writer.Line($"{name},");
        writer.Line($"{SymbolDisplay.FormatLiteral(message, quote: true)});");
        writer.Unindent();
        writer.Close();
        writer.Line();
    }

    private static void WriteAssignment(SourceWriter writer, ValueCookieModel cookie, string[] parameters, string storage)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            int position = cookie.Fields[i].Position;
            string value = Identifiers.Escape(parameters[i]);
            string shifted = position == 0
                ? value
                : $"((ulong){value} << {position.ToString(CultureInfo.InvariantCulture)})";
            string start = i == 0 ? $"{storage} = " : "    | ";
            writer.Line(start + shifted + (i == parameters.Length - 1 ? ";" : string.Empty));
        }
    }
}
