using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers.Tests.TestKit.Markup;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>
/// A check of a code fix: what the files become when the fix is applied one diagnostic at a time until none is left to fix, and that
/// FixAll in a document, a project and a solution does the same at once. Every method returns a new check.
/// </summary>
/// <param name="Before">The state before the fix; it is checked first.</param>
/// <param name="Fix">The code fix.</param>
internal sealed record CodeFixCheck(AnalyzerCheck Before, CodeFixProvider Fix)
{
    private ImmutableDictionary<string, string> Changed { get; init; } = ImmutableDictionary<string, string>.Empty;

    private string? ExpectedTitle { get; init; }

    private string? Chosen { get; init; }

    private CodeFixCheck? Second { get; init; }

    private string SecondFolder { get; init; } = "";

    /// <summary>Expects the first source to become this.</summary>
    /// <param name="markup">The fixed text, with marks for the diagnostics that remain.</param>
    /// <returns>The new check.</returns>
    public CodeFixCheck Becomes(string markup) => FileBecomes(Before.Sources[0].Path, markup);

    /// <summary>Expects a source or additional file to become this, or to be created. Files that are not mentioned must stay.</summary>
    /// <param name="path">The path.</param>
    /// <param name="markup">The fixed text, with marks for the diagnostics that remain.</param>
    /// <returns>The new check.</returns>
    public CodeFixCheck FileBecomes(string path, string markup) => this with { Changed = Changed.SetItem(path, markup) };

    /// <summary>Expects the light bulb to say this.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The new check.</returns>
    public CodeFixCheck Titled(string title) => this with { ExpectedTitle = title };

    /// <summary>Applies not what is offered first, but always this.</summary>
    /// <param name="title">Its title.</param>
    /// <returns>The new check.</returns>
    public CodeFixCheck Choosing(string title) => this with { Chosen = title };

    /// <summary>Says that the second project is not like the first.</summary>
    /// <param name="second">What it has, and what FixAll in the solution makes of it.</param>
    /// <param name="folder">Where it lies; where the first does, as another target framework of it, if this is not given.</param>
    /// <returns>The new check.</returns>
    public CodeFixCheck Beside(CodeFixCheck second, string folder = "") => this with { Second = second, SecondFolder = folder };

    /// <summary>Checks that there is nothing to choose for any of the diagnostics.</summary>
    /// <returns>A task that fails with the test.</returns>
    public async Task OffersNothingAsync()
    {
        await Before.RunAsync();
        using CodeFixRun run = new(Before, Fix);
        Assert.Empty(await run.OfferedTitlesAsync());
    }

    /// <summary>Applies the fix in every way, and compares the files.</summary>
    /// <returns>A task that fails with the test.</returns>
    public async Task RunAsync()
    {
        await Before.RunAsync();
        if (Second is not null)
        {
            await Second.Before.RunAsync();
        }

        using CodeFixRun run = new(Before, Fix, Chosen, Second?.Before, SecondFolder);
        IReadOnlyList<string> titles = await run.OfferedTitlesAsync();
        Assert.NotEmpty(titles);
        if (ExpectedTitle is not null)
        {
            Assert.Equal(ExpectedTitle, titles[0]);
        }

        Solution fixedOneByOne = await run.FixOneByOneAsync();
        await CompareAsync(fixedOneByOne, run.First, "one by one");
        After().Compare(await CodeFixRun.DiagnosticsAsync(fixedOneByOne.GetProject(run.First)!, Before.Analyzers));

        // An additional file is no scope of its own; everything else is to be had.
        Assert.Superset(new HashSet<FixAllScope> { FixAllScope.Project, FixAllScope.Solution }, run.Scopes.ToHashSet());
        Assert.True(run.Scopes.Contains(FixAllScope.Document) || Changed.Keys.All(path => Before.AdditionalFiles.Any(file => file.Path == path)));
        foreach (FixAllScope scope in run.Scopes.Intersect([FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution]))
        {
            Solution fixedAll = await run.FixAllAsync(scope);
            await (scope == FixAllScope.Solution ? WithFilesOfBoth() : this).CompareAsync(fixedAll, run.First, $"FixAll in {scope}");
            if (scope == FixAllScope.Solution)
            {
                await (Second ?? this).CompareAsync(fixedAll, run.Second, $"FixAll in {scope}, second project");
            }
        }
    }

    // What lies where both projects do is one file, whichever project asked for a change of it.
    private CodeFixCheck WithFilesOfBoth() => Second is null || SecondFolder.Length > 0
        ? this
        : this with { Changed = Changed.SetItems(Second.Changed.Where(file => Before.Sources.All(source => source.Path != file.Key))) };

    private AnalyzerCheck After() => Before with
    {
        Sources = [.. Before.Sources.Select(Expected)],
        AdditionalFiles = [.. Before.AdditionalFiles.Select(Expected)],
        ExpectedMessages = [],
    };

    // A file that is not expected to change keeps its marks: what it was reported for is still there.
    private TestFile Expected(TestFile file) => Changed.TryGetValue(file.Path, out string? markup) ? file with { Markup = markup } : file;

    private async Task CompareAsync(Solution solution, ProjectId project, string how)
    {
        var before = Before.Sources.Concat(Before.AdditionalFiles).ToDictionary(file => file.Path);
        var expected = before.ToDictionary(file => file.Key, file => Plain(file.Value.Markup));
        foreach ((string path, string markup) in Changed)
        {
            expected[path] = Plain(markup);
        }

        foreach (TextDocument document in CodeFixRun.Documents(solution.GetProject(project)!))
        {
            string path = document.FilePath ?? document.Name;
            Assert.True(expected.Remove(path, out string? text), $"{how}: the file {path} was not expected.");
            var actual = await document.GetTextAsync();
            Assert.True(text == actual.ToString(), $"{how}: {path} became\n{Visible(actual.ToString())}\nbut was expected to become\n{Visible(text!)}");
            if (before.TryGetValue(path, out TestFile? old))
            {
                Assert.Equal(old.Encoding.GetPreamble(), actual.Encoding?.GetPreamble());
            }
        }

        Assert.True(expected.Count == 0, $"{how}: these files are missing: {string.Join(", ", expected.Keys)}");
    }

    private string Plain(string markup) => MarkupText.Parse(markup, Before.DefaultId).Text;

    private static string Visible(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal);
}
