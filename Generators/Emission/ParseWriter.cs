using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The way back from <c>ToString</c>, for cookies that refer to no object.</summary>
internal static class ParseWriter
{
    private const string Span = "global::System.ReadOnlySpan<char>";
    private const string Provider = "global::System.IFormatProvider? provider";
    private const string Summary = "/// <summary>Reads what <see cref=\"ToString()\"/> wrote, the same in every culture.</summary>";
    private const string TrySummary = "/// <summary>Reads what <see cref=\"ToString()\"/> wrote, the same in every culture, if it is that.</summary>";
    private const string Text = "/// <param name=\"s\">The text.</param>";
    private const string ProviderText = "/// <param name=\"provider\">Makes no difference.</param>";
    private const string Result = "/// <param name=\"result\">The cookie; the default one if the text is none.</param>";
    private const string Format = "/// <exception cref=\"global::System.FormatException\">The text is no cookie, or a value does not fit its field.</exception>";

    public static void Write(SourceWriter writer, CookieModel cookie)
    {
        string name = Identifiers.Type(cookie.Type.Name);

        Head(writer, Summary, Text, ProviderText, "/// <returns>The cookie.</returns>", "/// <exception cref=\"global::System.ArgumentNullException\"><paramref name=\"s\"/> is <see langword=\"null\"/>.</exception>", Format);
        writer.Line($"public static {name} Parse(string s, {Provider} = null)");
        writer.Open();
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(s);");
        writer.Line("return Parse(global::System.MemoryExtensions.AsSpan(s), provider);");
        writer.Close();

        Head(writer, Summary, Text, ProviderText, "/// <returns>The cookie.</returns>", Format);
        writer.Line($"public static {name} Parse({Span} s, {Provider} = null) =>");
        writer.Indent();
        writer.Line($"TryParse(s, provider, out {name} result) ? result : throw new global::System.FormatException(");
        writer.Indent();
        writer.Line($"{SymbolDisplay.FormatLiteral(Refusal(cookie), quote: true)});");
        writer.Unindent();
        writer.Unindent();

        Head(writer, TrySummary, Text, Result, "/// <returns><see langword=\"true\"/> if the text is a cookie.</returns>");
        writer.Line($"public static bool TryParse(string? s, out {name} result) => TryParse(s, null, out result);");

        Head(writer, TrySummary, Text, ProviderText, Result, "/// <returns><see langword=\"true\"/> if the text is a cookie.</returns>");
        writer.Line($"public static bool TryParse(string? s, {Provider}, out {name} result) =>");
        writer.Indent();
        writer.Line("TryParse(global::System.MemoryExtensions.AsSpan(s), provider, out result);");
        writer.Unindent();

        Head(writer, TrySummary, Text, ProviderText, Result, "/// <returns><see langword=\"true\"/> if the text is a cookie.</returns>");
        writer.Line($"public static bool TryParse({Span} s, {Provider}, out {name} result)");
        writer.Open();
        WriteReading(writer, cookie, name);
        writer.Close();
    }

    private static void Head(SourceWriter writer, params string[] documentation)
    {
        writer.Line();
        foreach (string line in documentation)
        {
            writer.Line(line);
        }

        writer.Line(GeneratedCode.Attribute);
    }

    private static void WriteReading(SourceWriter writer, CookieModel cookie, string name)
    {
        writer.Line($"{MetadataNames.TextReader} reader = new {MetadataNames.TextReader}(s, \"{cookie.Type.Name}\");");
        foreach (FieldModel field in cookie.Fields)
        {
            if (field.Type.Kind == FieldKind.Enum)
            {
                WriteEnum(writer, field);
                continue;
            }

            string arguments = field.Type.Kind == FieldKind.Boolean
                ? Invariant("\"{0}\", {1}", field.Name, field.Position)
                : Invariant("\"{0}\", {1}, {2}", field.Name, field.Position, field.Bits);
            writer.Line($"reader.Read{field.Type.Kind}({arguments});");
        }

        writer.Line("bool isCookie = reader.TryFinish(out ulong value);");
        writer.Line($"result = new {name}({MetadataNames.InstanceCookie}.FromValue(value));");
        writer.Line("return isCookie;");
    }

    private static void WriteEnum(SourceWriter writer, in FieldModel field)
    {
        string word = Invariant("word{0}", field.Position);
        writer.Line($"{Span} {word} = reader.ReadWord(\"{field.Name}\");");
        writer.Line($"ulong? member{word.Substring(4)} = {word} switch");
        writer.Open();
        foreach (EnumMemberModel member in field.Type.Members)
        {
            writer.Line(Invariant("\"{0}\" => 0x{1:X}UL,", member.Name, member.Value & field.Max));
        }

        writer.Line("_ => null,");
        writer.Unindent();
        writer.Line("};");
        writer.Line(Invariant("reader.ReadEnumeration({0}, member{1}, {1}, {2});", word, field.Position, field.Bits));
    }

    // An example says more than a grammar.
    private static string Refusal(CookieModel cookie)
    {
        string fields = string.Join(", ", cookie.Fields.Select(field => field.Name + " = " + Example(field)));
        return $"The text is no cookie of the contract '{cookie.ContractId}', such as '{cookie.Type.Name} {{ {fields} }}', or a value does not fit.";
    }

    private static string Example(FieldModel field) => field.Type.Kind switch
    {
        FieldKind.Boolean => "false",
        FieldKind.Signed => "0",
        FieldKind.Enum when field.Type.Members.FirstOrDefault(member => member.Value == 0).Name is { } zero => zero,
        _ => "0x0",
    };

    private static string Invariant(string format, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, format, arguments);
}
