using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>Equality: that of the bits.</summary>
internal static class EqualityWriter
{
    public static void Write(SourceWriter writer, ValueCookieModel cookie, string storage)
    {
        string name = Identifiers.Type(cookie.Type.Name);
        WriteOperator(writer, name, "==", "are equal", "are equal in all fields", $"left.{storage} == right.{storage}");
        WriteOperator(writer, name, "!=", "differ", "differ in a field", $"left.{storage} != right.{storage}");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public bool Equals({name} other) => {storage} == other.{storage};");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public override int GetHashCode() => {storage}.GetHashCode();");
    }

    private static void WriteOperator(SourceWriter writer, string name, string token, string verb, string meaning, string expression)
    {
        writer.Line();
        writer.Line($"/// <summary>Whether two cookies {meaning}.</summary>");
        writer.Line("/// <param name=\"left\">One cookie.</param>");
        writer.Line("/// <param name=\"right\">The other.</param>");
        writer.Line($"/// <returns><see langword=\"true\"/> if they {verb}.</returns>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static bool operator {token}({name} left, {name} right) => {expression};");
    }
}
