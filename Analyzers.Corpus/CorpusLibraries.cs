using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The libraries of the corpus, as packages bring them.</summary>
internal static class CorpusLibraries
{
    private const string Needs = "//# library: ";
    private const string NoRuntime = "//# no runtime";

    /// <summary>A library; its first lines say what it needs.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Compiled once.</returns>
    public static MetadataReference Get(string name)
    {
        string source = CorpusData.Library(name);
        ImmutableArray<string> header = [.. source.Split('\n').TakeWhile(line => line.StartsWith("//# ", StringComparison.Ordinal))];
        return Library.Compile(
            name,
            source,
            [
                header.Contains(NoRuntime) ? TestCompilation.Framework[0] : TestCompilation.Runtime,
                .. header.Where(line => line.StartsWith(Needs, StringComparison.Ordinal)).Select(line => Get(line[Needs.Length..].Trim())),
            ]);
    }
}
