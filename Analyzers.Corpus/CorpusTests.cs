using System.Collections.Immutable;
using Xunit;
using Xunit.Abstractions;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The cases are sound, none is lost, and the rules say of each what its marks say, but for those that are listed as open.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private const int LeastWays = 250;
    private const int LeastClean = 80;

    [Fact]
    public void No_case_is_lost()
    {
        Assert.True(CorpusData.Cases.Count(one => one.Kind == CaseKind.Way) >= LeastWays);
        Assert.True(CorpusData.Cases.Count(one => one.Kind == CaseKind.Clean && one.Group.StartsWith("Ways/", StringComparison.Ordinal)) >= LeastClean);
        CorpusFile.Verify(CorpusFile.Sorted(CorpusData.Cases.Select(one => one.Entry)), "Analyzers.Corpus", "Cases.txt");
    }

    [Fact]
    public void No_two_cases_have_one_name() =>
        Assert.Empty(CorpusData.Cases.GroupBy(one => one.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void No_two_cases_are_the_same_code() => Assert.Empty(
        CorpusData.Cases
            .GroupBy(one => string.Join('\n', one.Sources.Concat(one.AdditionalFiles).Select(file => file.Path + '\n' + file.Markup)))
            .Where(same => same.Count() > 1)
            .Select(same => string.Join(" = ", same.Select(one => one.Name))));

    [Fact]
    public void A_case_has_marks_unless_it_is_clean() =>
        Assert.All(CorpusData.Cases, one => Assert.True(CaseRun.Marks(one).Any() == (one.Kind != CaseKind.Clean), one.Name));

    [Fact]
    public async Task Every_case_compiles()
    {
        ImmutableArray<CaseRun> results = await CorpusRun.ResultsAsync();
        string[] refused =
        [
            .. results.Where(result => !result.CompilerErrors.IsEmpty)
                .Select(result => $"{result.Case.Entry} ({result.Case.Group}): {string.Join("; ", result.CompilerErrors)}"),
        ];
        Assert.True(refused.Length == 0, string.Join('\n', refused));
    }

    [Fact]
    public async Task The_rules_say_what_the_marks_say_but_for_the_open_cases()
    {
        ImmutableArray<CaseRun> results = await CorpusRun.ResultsAsync();
        string[] open = CorpusFile.Lines("Open.txt");
        if (!CorpusFile.Accepts)
        {
            string[] lost =
            [
                .. results.Where(result => result.Difference is not null && !open.Contains(result.Case.Entry))
                    .Select(result => $"{result.Case.Entry} ({result.Case.Group}): {result.Case.Title}\n{result.Difference}"),
            ];
            Assert.True(lost.Length == 0, string.Join('\n', lost));
        }

        CorpusFile.Verify(
            CorpusFile.Sorted(results.Where(result => result.Difference is not null).Select(result => result.Case.Entry)), "Analyzers.Corpus", "Open.txt");
    }

    [Fact]
    public async Task The_score_in_docs_is_that_of_the_cases()
    {
        string page = ScoreTable.Format(await CorpusRun.ResultsAsync());
        output.WriteLine(page);
        CorpusFile.Verify(page, "docs", "corpus.md");
    }
}
