using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The constructor of a reference cookie, which is where a cookie without its object stops.</summary>
internal static class ReferenceConstructorWriter
{
    public static void Write(SourceWriter writer, ReferenceCookieModel cookie, string storage)
    {
        ReferenceModel reference = cookie.Reference;
        string parameter = Identifiers.CamelCase(reference.Name);
        string name = Identifiers.Escape(parameter);
        string refusal = $"<paramref name=\"{parameter}\"/> is <see langword=\"null\"/>.";
        string message = $"{reference.Name} of the contract '{cookie.ContractId}' must be an object.";

        ConstructorWriter.WriteSummary(writer, cookie);
        writer.Line($"/// <param name=\"{parameter}\">{FieldText.Summary(reference)} It lives at least as long as the interrupt.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentNullException\">{refusal}</exception>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{FieldText.Accessibility(reference)} {Identifiers.Type(cookie.Type.Name)}({reference.Type} {name}) =>");
        writer.Indent();
        writer.Line($"{storage} = {name} ?? throw new global::System.ArgumentNullException(");
        writer.Indent();
        writer.Line($"\"{parameter}\",");
        writer.Line($"{SymbolDisplay.FormatLiteral(message, quote: true)});");
        writer.Unindent();
        writer.Unindent();
    }
}
