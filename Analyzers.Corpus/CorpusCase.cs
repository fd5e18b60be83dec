using System.Collections.Immutable;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>One compilation, and where the rules have to speak.</summary>
/// <param name="Group">The folder and the file that hold it: <c>Ways/Naming</c>.</param>
/// <param name="Kind">What is expected of it.</param>
/// <param name="Name">Its name, unique in all groups.</param>
/// <param name="Title">What it shows, in a sentence.</param>
internal sealed record CorpusCase(string Group, CaseKind Kind, string Name, string Title)
{
    /// <summary>The source files, marked.</summary>
    public ImmutableArray<TestFile> Sources { get; init; } = [];

    /// <summary>The additional files, marked.</summary>
    public ImmutableArray<TestFile> AdditionalFiles { get; init; } = [];

    /// <summary>What the sources reference beside the framework and the runtime.</summary>
    public ImmutableArray<LibraryUse> Libraries { get; init; } = [];

    /// <summary>The properties of the build that the rules can read.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The name of the assembly.</summary>
    public string AssemblyName { get; init; } = "Driver";

    /// <summary>Whether it has top-level statements.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Whether it leaves out the runtime.</summary>
    public bool WithoutRuntime { get; init; }

    /// <summary>How the list of cases and the list of open ones show it.</summary>
    public string Entry => Kind switch
    {
        CaseKind.Way => "way ",
        CaseKind.Leak => "leak ",
        _ => "clean ",
    } + Name;
}
