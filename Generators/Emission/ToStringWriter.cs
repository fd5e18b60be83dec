using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The cookie as text: what it holds, by name.</summary>
internal static class ToStringWriter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Writes the text of a value cookie: each field in hexadecimal.</summary>
    public static void Write(SourceWriter writer, ValueCookieModel cookie)
    {
        Open(writer, "The fields by name, in hexadecimal.");
        for (int i = 0; i < cookie.Fields.Count; i++)
        {
            string name = cookie.Fields[i].Name;
            string before = i == 0 ? Start(cookie) : "+ \", ";
            string after = i == cookie.Fields.Count - 1 ? " + \" }\";" : string.Empty;
            writer.Line($"{before}{name} = 0x\" + {Identifiers.Escape(name)}.ToString(\"x\", {Invariant}){after}");
        }

        writer.Unindent();
    }

    /// <summary>Writes the text of a reference cookie. The object has no say in it: its own text may be anything, and may throw.</summary>
    public static void Write(SourceWriter writer, ReferenceCookieModel cookie, string storage)
    {
        Open(writer, "The object's name in the contract, and the name of its type.");
        writer.Line($"{Start(cookie)}{cookie.Reference.Name} = \" + (((object?){storage})?.GetType().Name ?? \"null\") + \" }}\";");
        writer.Unindent();
    }

    private static void Open(SourceWriter writer, string summary)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line("/// <returns>The text, the same in every culture.</returns>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line("public override string ToString() =>");
        writer.Indent();
    }

    private static string Start(CookieModel cookie) => $"\"{cookie.Type.Name} {{ ";
}
