using System.Collections.Immutable;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The files that this assembly carries: cases by folder, and the libraries that they reference.</summary>
internal static class CorpusData
{
    private const string Suffix = ".cs.txt";
    private const string LibraryFolder = "Libraries/";

    /// <summary>All cases, by group.</summary>
    public static ImmutableArray<CorpusCase> Cases { get; } =
    [
        .. typeof(CorpusData).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal) && !name.StartsWith(LibraryFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name => CaseText.Parse(name[..^Suffix.Length], Read(name))),
    ];

    /// <summary>The source of a library.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The source.</returns>
    public static string Library(string name) => Read(LibraryFolder + name + Suffix);

    private static string Read(string resource)
    {
        using Stream stream = typeof(CorpusData).Assembly.GetManifestResourceStream(resource)
            ?? throw new FormatException($"There is no '{resource}'.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
