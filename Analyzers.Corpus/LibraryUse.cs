namespace MsiEncap.Analyzers.Corpus;

/// <summary>A reference of a case.</summary>
/// <param name="Name">The library, by the name of its file in <c>Libraries</c>.</param>
/// <param name="Alias">Its extern alias, if it has one.</param>
internal readonly record struct LibraryUse(string Name, string? Alias)
{
    /// <summary>Reads <c>Name</c> or <c>alias = Name</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The reference.</returns>
    public static LibraryUse Parse(string text) => text.Split('=', StringSplitOptions.TrimEntries) switch
    {
        [var alias, var name] => new(name, alias),
        _ => new(text, null),
    };
}
