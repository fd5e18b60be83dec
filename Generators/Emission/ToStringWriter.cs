using System.Globalization;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The cookie as text: what it holds, by name.</summary>
internal static class ToStringWriter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Write(SourceWriter writer, CookieModel cookie, CookiePart[] parts, Storage storage)
    {
        writer.Line();
        writer.Line("/// <summary>What the cookie holds, by name: numbers in hexadecimal, negative ones in decimal, an object by the name of its type.</summary>");
        writer.Line("/// <returns>The text, the same in every culture.</returns>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line("public override string ToString() =>");
        writer.Indent();
        for (int i = 0; i < parts.Length; i++)
        {
            string before = i == 0 ? $"\"{cookie.Type.Name} {{ " : "+ \", ";
            string after = i == parts.Length - 1 ? " + \" }\";" : string.Empty;
            Write(writer, parts[i], $"{before}{parts[i].Name} = ", after, storage);
        }

        writer.Unindent();
    }

    private static void Write(SourceWriter writer, CookiePart part, string before, string after, Storage storage)
    {
        string value = Identifiers.Escape(part.Name);
        switch (part.Field?.Type.Kind)
        {
            case FieldKind.Unsigned:
                writer.Line($"{before}0x\" + {value}.ToString(\"x\", {Invariant}){after}");
                break;
            case FieldKind.Signed:
                writer.Line($"{before}\" + {value}.ToString({Invariant}){after}");
                break;
            case FieldKind.Boolean:
                writer.Line($"{before}\" + ({value} ? \"true\" : \"false\"){after}");
                break;
            case FieldKind.Enum:
                WriteEnum(writer, part.Field.Value, before, after, storage);
                break;
            default:
                // The object has no say in it: its own text may be anything, and may throw.
                writer.Line($"{before}\" + (((object?){storage.Reference})?.GetType().Name ?? \"null\"){after}");
                break;
        }
    }

    // By its bits: what is no member, several flags among it, is a number.
    private static void WriteEnum(SourceWriter writer, in FieldModel field, string before, string after, Storage storage)
    {
        writer.Line($"{before}\" + ({FieldCode.Raw(field, storage.Bits!)}) switch");
        writer.Open();
        HashSet<ulong> seen = [];
        foreach (EnumMemberModel member in field.Type.Members)
        {
            if (seen.Add(member.Value & field.Max))
            {
                writer.Line(string.Format(CultureInfo.InvariantCulture, "0x{0:X}UL => \"{1}\",", member.Value & field.Max, member.Name));
            }
        }

        writer.Line($"ulong other => \"0x\" + other.ToString(\"x\", {Invariant}),");
        writer.Unindent();
        writer.Line("}" + after);
    }
}
