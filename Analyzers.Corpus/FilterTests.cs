using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Analyzers.Tests.TestKit.Markup;
using MsiEncap.Analyzers.Tests.TestKit.Unfiltered;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The rules look at suspect code alone. What they say must be what they would say if they looked at all of it.</summary>
public class FilterTests
{
    private const int LeastSplit = 160;
    private const int MostEverywhere = 25;

    [Fact]
    public async Task Given_a_case_when_only_suspect_code_is_looked_at_then_nothing_is_missed()
    {
        var missed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(CorpusData.Cases, async (one, _) =>
        {
            FilterComparison compared = await FilterComparison.OfAsync(CaseRun.Compile(one), CaseRun.Options(one));
            if (compared.Difference is { } difference)
            {
                missed.Add($"{one.Entry} ({one.Group}): {difference}");
            }
        });
        Assert.True(missed.IsEmpty, string.Join("\n\n", missed.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Given_a_case_that_is_split_then_the_file_that_touches_is_one_of_its_own() => Assert.All(
        CorpusData.Cases.Where(one => one.Kind == CaseKind.Way && one.Group.StartsWith("Split/", StringComparison.Ordinal)),
        one => Assert.True(one.Sources[^1] is { Path: "Touch.cs", Markup: var markup } && !MarkupText.Parse(markup, "").Spans.IsEmpty, one.Name));

    [Fact]
    public void No_split_case_is_lost() =>
        Assert.True(CorpusData.Cases.Count(one => one.Kind == CaseKind.Way && one.Group.StartsWith("Split/", StringComparison.Ordinal)) >= LeastSplit);

    [Fact]
    public void Given_the_split_cases_then_few_are_right_because_all_code_is_looked_at() => Assert.InRange(
        CorpusData.Cases.Count(one => one.Group.StartsWith("Split/", StringComparison.Ordinal) && AccessModel.Of(CaseRun.Compile(one), CaseRun.Options(one))!.Carriers.IsEverywhere),
        1,
        MostEverywhere);

    [Fact]
    public async Task Given_a_case_then_the_code_of_its_declarations_is_what_the_compiler_hands_out()
    {
        var differences = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(CorpusData.Cases, async (one, _) =>
        {
            if (await HandedOutCode.DifferenceAsync(CaseRun.Compile(one)) is { } difference)
            {
                differences.Add($"{one.Entry} ({one.Group}):\n{difference}");
            }
        });
        Assert.True(differences.IsEmpty, string.Join("\n\n", differences.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Given_the_samples_then_the_code_of_their_declarations_is_what_the_compiler_hands_out()
    {
        foreach (IGrouping<string, string> sample in SampleFiles())
        {
            Compilation compilation = TestCompilation.Create(sample.Select(path => (path, File.ReadAllText(path))), assemblyName: "Sample");
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
            Assert.Null(await HandedOutCode.DifferenceAsync(compilation));
            Assert.Null((await FilterComparison.OfAsync(compilation, new([]))).Difference);
        }
    }

    // Rejected ones are a file each.
    private static IEnumerable<IGrouping<string, string>> SampleFiles() => Directory
        .EnumerateFiles(RepositoryRoot.PathTo("Samples"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
        .GroupBy(path => path.Contains("Rejected", StringComparison.Ordinal) ? path : Path.GetRelativePath(RepositoryRoot.PathTo("Samples"), path).Split(Path.DirectorySeparatorChar)[0]);
}
