using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>Puts the parts of a value cookie in order. What each part looks like is its own writer's business.</summary>
internal static class ValueCookieWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie)
    {
        string storage = StorageName.Of(cookie.Fields.AsSpan());

        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private readonly ulong {storage};");
        ConstructorWriter.Write(writer, cookie, storage);
        PropertyWriter.Write(writer, cookie, storage);
        ValueInterfaceWriter.Write(writer, cookie, storage);
        EqualityWriter.Write(writer, cookie.Type.Name, EqualityText.OfBits(storage));
        ToStringWriter.Write(writer, cookie);
    }
}
