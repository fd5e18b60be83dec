using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The cookie as text: each field by name, in hexadecimal.</summary>
internal static class ToStringWriter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Write(SourceWriter writer, ValueCookieModel cookie)
    {
        writer.Line();
        writer.Line("/// <summary>The fields by name, in hexadecimal.</summary>");
        writer.Line("/// <returns>The text, the same in every culture.</returns>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line("public override string ToString() =>");
        writer.Indent();
        for (int i = 0; i < cookie.Fields.Count; i++)
        {
            string name = cookie.Fields[i].Name;
            string before = i == 0 ? $"\"{cookie.Type.Name} {{ " : "+ \", ";
            string after = i == cookie.Fields.Count - 1 ? " + \" }\";" : string.Empty;
            writer.Line($"{before}{name} = 0x\" + {Identifiers.Escape(name)}.ToString(\"x\", {Invariant}){after}");
        }

        writer.Unindent();
    }
}
