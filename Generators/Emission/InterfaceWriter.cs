using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// What the runtime needs of a cookie, as explicit implementations: at a usage site a cookie offers what it holds and nothing else.
/// </summary>
internal static class InterfaceWriter
{
    public static void Write(SourceWriter writer, CookieModel cookie, Storage storage)
    {
        string name = Identifiers.Type(cookie.Type.Name);
        string contract = $"{MetadataNames.CookieInterface}<{name}>";
        CookieLayout layout = cookie.Layout;
        string fingerprint = layout.Fingerprint().ToString("X16", CultureInfo.InvariantCulture);

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static string {contract}.ContractId => {SymbolDisplay.FormatLiteral(cookie.ContractId, quote: true)};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static ulong {contract}.LayoutFingerprint => 0x{fingerprint}UL;");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static string {contract}.Layout => {SymbolDisplay.FormatLiteral(layout.Description, quote: true)};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{MetadataNames.InstanceCookie} {contract}.Pack() => {MetadataNames.InstanceCookie}.{Pack(cookie, storage)};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static {name} {contract}.Unpack({MetadataNames.InstanceCookie} cookie) => new {name}(cookie);");
        WriteUnpacking(writer, cookie, name, storage);
    }

    private static string Pack(CookieModel cookie, Storage storage) => (cookie.Reference, storage.Bits) switch
    {
        (null, _) => $"FromValue({storage.Bits})",
        ({ } reference, null) => $"FromReference({Identifiers.Escape(reference.Name)})",
        ({ } reference, _) => $"FromReference({Identifiers.Escape(reference.Name)}, {storage.Bits})",
    };

    // Its parameter is of a type that no part has, so it never meets the public constructor. An interrupt that was allocated without a cookie
    // has the default one; the property of an object refuses it.
    private static void WriteUnpacking(SourceWriter writer, CookieModel cookie, string name, Storage storage)
    {
        writer.Line();
        if (storage.Bits is not null)
        {
            writer.Line("// Bits that belong to no field are dropped: two cookies whose fields are equal are equal.");
        }

        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private {name}({MetadataNames.InstanceCookie} cookie)");
        writer.Open();
        if (storage.Reference is not null)
        {
            writer.Line($"{storage.Reference} = ({cookie.Reference!.Type}?)cookie.Reference;");
        }

        if (storage.Bits is not null)
        {
            string masked = cookie.Mask == ulong.MaxValue
                ? "cookie.Value"
                : string.Format(CultureInfo.InvariantCulture, "cookie.Value & 0x{0:X}UL", cookie.Mask);
            writer.Line($"{storage.Bits} = {masked};");
        }

        writer.Close();
    }
}
