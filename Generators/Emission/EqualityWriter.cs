namespace MsiEncap.Generators.Emission;

/// <summary>Equality, by whatever the cookie holds.</summary>
internal static class EqualityWriter
{
    public static void Write(SourceWriter writer, string type, EqualityText text)
    {
        string name = Identifiers.Type(type);
        WriteOperator(writer, name, "==", "are equal", text.Equal, text.AreEqual);
        WriteOperator(writer, name, "!=", "differ", text.Unequal, text.Differ);

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public bool Equals({name} other) => {text.EqualsOther};");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public override int GetHashCode() => {text.Hash};");
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
