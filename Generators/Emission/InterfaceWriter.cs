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
    /// <summary>Writes the interface of any cookie.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="cookie">The cookie.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="pack">The opaque cookie, as an expression over the cookie.</param>
    /// <param name="unpack">The cookie, as an expression over <c>cookie</c>, the opaque one.</param>
    public static void Write(SourceWriter writer, CookieModel cookie, CookieLayout layout, string pack, string unpack)
    {
        string name = Identifiers.Type(cookie.Type.Name);
        string contract = $"{MetadataNames.CookieInterface}<{name}>";
        string fingerprint = layout.Fingerprint().ToString("X16", CultureInfo.InvariantCulture);

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static string {contract}.ContractId => {SymbolDisplay.FormatLiteral(cookie.ContractId, quote: true)};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static ulong {contract}.LayoutFingerprint => 0x{fingerprint}UL;");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"{MetadataNames.InstanceCookie} {contract}.Pack() => {MetadataNames.InstanceCookie}.{pack};");

        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static {name} {contract}.Unpack({MetadataNames.InstanceCookie} cookie) => {unpack};");
    }
}
