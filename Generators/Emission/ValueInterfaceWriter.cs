using System.Globalization;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>How a value cookie meets the runtime: as its bits.</summary>
internal static class ValueInterfaceWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie, string storage)
    {
        string name = Identifiers.Type(cookie.Type.Name);
        InterfaceWriter.Write(writer, cookie, Layout(cookie), $"FromValue({storage})", $"new {name}(cookie)");

        // Its parameter is of a type that no field has, so it never meets the public constructor.
        writer.Line();
        writer.Line("// Bits that belong to no field are dropped: two cookies whose fields are equal are equal.");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private {name}({MetadataNames.InstanceCookie} cookie) => {storage} = {Masked(cookie)};");
    }

    private static CookieLayout Layout(ValueCookieModel cookie)
    {
        CookieLayout layout = new(cookie.ContractId);
        foreach (FieldModel field in cookie.Fields)
        {
            layout.AddField(field.Name, field.Position, field.Bits);
        }

        return layout;
    }

    private static string Masked(ValueCookieModel cookie)
    {
        FieldModel last = cookie.Fields[cookie.Fields.Count - 1];
        int used = last.Position + last.Bits;
        return used == 64
            ? "cookie.Value"
            : string.Format(CultureInfo.InvariantCulture, "cookie.Value & 0x{0:X}UL", ulong.MaxValue >> (64 - used));
    }
}
