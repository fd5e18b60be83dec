using System.Collections.Immutable;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>One run of all cases, which the tests share.</summary>
internal static class CorpusRun
{
    private static readonly Lazy<Task<ImmutableArray<CaseRun>>> s_results = new(RunAsync);

    /// <summary>What was said of each case, in the order of the cases.</summary>
    /// <returns>All results.</returns>
    public static Task<ImmutableArray<CaseRun>> ResultsAsync() => s_results.Value;

    private static async Task<ImmutableArray<CaseRun>> RunAsync()
    {
        var results = new CaseRun[CorpusData.Cases.Length];
        await Parallel.ForAsync(0, results.Length, async (i, _) => results[i] = await CaseRun.OfAsync(CorpusData.Cases[i]));
        return [.. results];
    }
}
