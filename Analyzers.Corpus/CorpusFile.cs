using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>A checked-in file that says what the cases say.</summary>
internal static class CorpusFile
{
    /// <summary>Whether the run rewrites its files instead of failing.</summary>
    public static bool Accepts { get; } = Environment.GetEnvironmentVariable("MSIENCAP_ACCEPT") == "1";

    /// <summary>Asserts that a file has this text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file, a part of its path at a time.</param>
    public static void Verify(string text, params string[] path)
    {
        string file = RepositoryRoot.PathTo(path);
        if (Accepts)
        {
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == text,
            $"{string.Join('/', path)} is not what the cases say; MSIENCAP_ACCEPT=1 dotnet test Analyzers.Corpus accepts it, for you to review in the diff.");
    }

    /// <summary>The lines of a file of this project.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The lines; none if there is no file.</returns>
    public static string[] Lines(string name) =>
        RepositoryRoot.PathTo("Analyzers.Corpus", name) is var file && File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>A text of sorted lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The text.</returns>
    public static string Sorted(IEnumerable<string> lines) => string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + "\n"));
}
