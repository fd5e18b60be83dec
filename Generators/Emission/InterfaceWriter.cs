using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// What the runtime needs of a cookie, as explicit implementations: at a usage site a cookie offers its fields and nothing else.
/// </summary>
internal static class InterfaceWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie, string storage)
    {
        string name = Identifiers.Type(cookie.Type.Name);
        string contract = $"{MetadataNames.CookieInterface}<{name}>";

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static string {contract}.ContractId => {SymbolDisplay.FormatLiteral(cookie.ContractId, quote: true)};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static ulong {contract}.LayoutFingerprint => 0x{Fingerprint(cookie)}UL;");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{MetadataNames.InstanceCookie} {contract}.Pack() => {MetadataNames.InstanceCookie}.FromValue({storage});");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static {name} {contract}.Unpack({MetadataNames.InstanceCookie} cookie) => new {name}(cookie);");

        // Its parameter is of a type that no field has, so it never meets the public constructor.
        writer.Line();
        writer.Line("// Bits that belong to no field are dropped: two cookies whose fields are equal are equal.");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private {name}({MetadataNames.InstanceCookie} cookie) => {storage} = {Masked(cookie)};");
    }

    private static string Fingerprint(ValueCookieModel cookie)
    {
        CookieLayout layout = new(cookie.ContractId);
        foreach (FieldModel field in cookie.Fields)
        {
            layout.AddField(field.Name, field.Position, field.Bits);
        }

        return layout.Fingerprint().ToString("X16", CultureInfo.InvariantCulture);
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
