using System.Collections.Immutable;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Analyzers.Tests.TestKit.Markup;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>A case whose sources were changed, one change after the other, in one of its files.</summary>
/// <param name="Case">The case.</param>
/// <param name="File">Which of its files, counted round.</param>
/// <param name="Mutations">The changes.</param>
internal sealed record MutatedCase(CorpusCase Case, int File, ImmutableArray<Mutation> Mutations)
{
    /// <summary>The case after the changes; its marks are gone.</summary>
    public CorpusCase Apply()
    {
        ImmutableArray<TestFile> all = [.. Case.Sources, .. Case.AdditionalFiles];
        int changed = File % all.Length;
        ImmutableArray<TestFile> files =
        [
            .. all.Select((file, number) => file with { Markup = number == changed ? Changed(file.Markup) : MarkupText.Parse(file.Markup, "").Text }),
        ];
        return Case with { Sources = files[..Case.Sources.Length], AdditionalFiles = files[Case.Sources.Length..] };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        CorpusCase applied = Apply();
        return $"{Case.Entry} ({Case.Group}):\n{string.Join('\n', applied.Sources.Concat(applied.AdditionalFiles).Select(file => $"--- {file.Path}\n{file.Markup}"))}\n";
    }

    private string Changed(string markup) => Mutations.Aggregate(MarkupText.Parse(markup, "").Text, (text, mutation) => mutation.Apply(text));
}
