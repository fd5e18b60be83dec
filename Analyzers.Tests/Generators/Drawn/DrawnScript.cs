using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace MsiEncap.Analyzers.Tests.Generators.Drawn;

/// <summary>What happens to a project of several files, one edit after the other.</summary>
/// <param name="Edits">Each file that changes, and the text that it has from then on; <see langword="null"/> if it is gone.</param>
internal sealed record DrawnScript(ImmutableArray<(string Path, string? Text)> Edits)
{
    private const int Files = 4;
    private const int MaxEdits = 12;
    private const string Comment = "// nothing\n\n";

    /// <summary>Scripts.</summary>
    public static Arbitrary<DrawnScript> Arbitrary { get; } = Arb.From(
        from count in Gen.Choose(2, MaxEdits)
        from edits in Edit.ArrayOf(count)
        select new DrawnScript([.. edits]),
        script => script.Edits.Length == 1 ? [] : script.Edits.Select((_, i) => new DrawnScript(script.Edits.RemoveAt(i))));

    // The same contract may be in several files: twice the same type, or one that file systems take for the other.
    private static Gen<(string Path, string? Text)> Edit => Gen.Frequency(
        (6, from file in File from contract in DrawnContract.Gen select (file, (string?)contract.Text)),
        (2, from file in File from contract in DrawnContract.Gen select (file, (string?)(Comment + contract.Text))),
        (3, from file in File from first in DrawnContract.Gen from second in DrawnContract.Gen select (file, (string?)Together(first, second))),
        (2, from file in File select (file, (string?)"internal class Unrelated { }")),
        (2, from shared in Gen.Elements<string>(DrawnContract.SharedTypes) select ("Shared.cs", (string?)shared)),
        (1, from file in File select (file, (string?)null)));

    private static Gen<string> File => from number in Gen.Choose(0, Files - 1) select $"File{number}.cs";

    // Two contracts of a file share what is generated for it. The second has names of its own, and comes without what a file has once.
    private static string Together(DrawnContract first, DrawnContract second) => first.Text + second.Text
        .Replace(DrawnContract.Head, "", StringComparison.Ordinal)
        .Replace(DrawnContract.Tail, "", StringComparison.Ordinal)
        .Replace("Cookie ", "Cookie2 ", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n----\n", Edits.Select(edit => $"{edit.Path}: {edit.Text ?? "(gone)"}"));
}
