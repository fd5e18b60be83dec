using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The property of a cookie's object. It is never null: whoever has a default cookie learns it here.</summary>
internal static class ReferencePropertyWriter
{
    public static void Write(SourceWriter writer, CookieModel cookie, ReferenceModel reference, Storage storage)
    {
        const string Refusal = "The cookie is the default one, which refers to nothing.";
        string message =
            $"A default {cookie.Type.Name} of the contract '{cookie.ContractId}' refers to nothing: construct it with its {reference.Name}.";

        writer.Line();
        writer.Line($"/// <summary>{FieldText.Summary(reference)}</summary>");
        writer.Line("/// <value>The object that the cookie was made with.</value>");
        writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">{Refusal}</exception>");
        writer.Line("/// <exception cref=\"global::System.ArgumentNullException\">The value is <see langword=\"null\"/>.</exception>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{FieldText.Accessibility(reference.IsPublic)} {reference.Type} {Identifiers.Escape(reference.Name)}");
        writer.Open();
        writer.Line($"get => {storage.Reference} ?? throw new global::System.InvalidOperationException(");
        writer.Indent();
        writer.Line($"{SymbolDisplay.FormatLiteral(message, quote: true)});");
        writer.Unindent();
        writer.Line("init");
        writer.Open();
        ConstructorWriter.WriteKeeping(writer, cookie, reference, "value", "value", storage);
        writer.Close();
        writer.Close();
    }
}
