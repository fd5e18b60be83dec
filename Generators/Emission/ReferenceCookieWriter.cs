using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>Puts the parts of a reference cookie in order. What each part looks like is its own writer's business.</summary>
internal static class ReferenceCookieWriter
{
    public static void Write(SourceWriter writer, ReferenceCookieModel cookie)
    {
        string storage = StorageName.Of(cookie.Reference);

        writer.Line("// Null in the default cookie alone.");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private readonly {cookie.Reference.Type}? {storage};");
        ReferenceConstructorWriter.Write(writer, cookie, storage);
        ReferencePropertyWriter.Write(writer, cookie, storage);
        ReferenceInterfaceWriter.Write(writer, cookie);
        EqualityWriter.Write(writer, cookie.Type.Name, EqualityText.OfReference(storage));
        ToStringWriter.Write(writer, cookie, storage);
    }
}
