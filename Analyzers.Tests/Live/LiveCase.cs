using System.Collections.Immutable;

namespace MsiEncap.Analyzers.Live;

/// <summary>A project in an editor with one thing wrong in it.</summary>
/// <param name="Id">The rule that has to say so.</param>
/// <param name="Source">The project's only file.</param>
public sealed record LiveCase(string Id, string Source)
{
    /// <summary>Additional files, by name.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty.Add("MsiEncap.Roles.txt", "");

    /// <summary>Whether the diagnostic is in an additional file.</summary>
    public bool IsInAdditionalFile { get; init; }

    /// <summary>Whether there is a fix.</summary>
    public bool HasFix { get; init; }

    /// <summary>The same with an additional file.</summary>
    public LiveCase With(string name, string text) => this with { Files = Files.SetItem(name, text) };

    /// <inheritdoc/>
    public override string ToString() => Id;
}
