namespace MsiEncap.Generators.Emission;

/// <summary>The parameters of whatever makes a cookie: one for each thing that it holds.</summary>
internal static class Parameters
{
    /// <summary>The parameters' names, not escaped.</summary>
    public static string[] Names(CookiePart[] parts)
    {
        string[] names = new string[parts.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Name(parts, i);
        }

        return names;
    }

    /// <summary>Their declarations.</summary>
    /// <param name="parts">What the cookie holds.</param>
    /// <param name="names">Their names.</param>
    /// <param name="allowNull">Whether the reference may be null.</param>
    public static string Declarations(CookiePart[] parts, string[] names, bool allowNull = false) => string.Join(
        ", ",
        parts.Select((part, i) => $"{part.Type}{(allowNull && part.Reference is not null ? "?" : "")} {Identifiers.Escape(names[i])}"));

    /// <summary>Writes what each is.</summary>
    public static void WriteDocumentation(SourceWriter writer, CookiePart[] parts, string[] names)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            string text = parts[i] switch
            {
                { Field: { } field } when FieldText.RangeSentence(field) is { Length: > 0 } range => FieldText.Sentence(FieldText.Summary(field)) + range,
                { Field: { } field } => FieldText.Summary(field),
                { Reference: { } reference } => FieldText.Sentence(FieldText.Summary(reference)) + " It lives at least as long as the interrupt.",
                _ => string.Empty,
            };
            writer.Line($"/// <param name=\"{names[i]}\">{text}</param>");
        }
    }

    // Things that differ in the case of their first letters alone keep their own names.
    private static string Name(CookiePart[] parts, int index)
    {
        string name = Identifiers.CamelCase(parts[index].Name);
        for (int i = 0; i < parts.Length; i++)
        {
            if (i != index && Identifiers.CamelCase(parts[i].Name) == name)
            {
                return parts[index].Name;
            }
        }

        return name;
    }
}
