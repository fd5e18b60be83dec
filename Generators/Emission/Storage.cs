using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The fields that a cookie stores.</summary>
/// <param name="Bits">The one of its fields' bits.</param>
/// <param name="Reference">The one of the object.</param>
internal readonly record struct Storage(string? Bits, string? Reference)
{
    public static Storage Of(CookieModel cookie) => new(
        cookie.Fields.Count > 0 ? StorageName.OfBits(cookie) : null,
        cookie.Reference is null ? null : StorageName.OfReference(cookie));

    public void Write(SourceWriter writer, CookieModel cookie)
    {
        if (Reference is not null)
        {
            writer.Line("// Null in the default cookie alone.");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"private readonly {cookie.Reference!.Type}? {Reference};");
            if (Bits is not null)
            {
                writer.Line();
            }
        }

        if (Bits is not null)
        {
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"private readonly ulong {Bits};");
        }
    }
}
