using FsCheck;
using FsCheck.Fluent;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>
/// Half-written code is what rules and fixes see most of the time. Whatever they say of it, they do not fail. More mutations with
/// <c>MSIENCAP_MUTATIONS=50000</c>.
/// </summary>
public class RobustnessTests
{
    private const int Cuts = 3;
    private const int SampleCuts = 12;
    private const int DefaultMutations = 1_500;
    private const int MaxChanges = 4;

    [Fact]
    public async Task Given_a_case_that_is_cut_off_anywhere_then_neither_rule_nor_fix_fails() => await Parallel.ForEachAsync(
        CorpusData.Cases,
        async (one, _) =>
        {
            int length = one.Sources[^1].Markup.Length;
            for (int cut = 1; cut <= Cuts; cut++)
            {
                // Other places in every case, the same in every run.
                int place = (length * cut / (Cuts + 1)) + (one.Name.Length % 7);
                await AssertNoFailure(new MutatedCase(one, one.Sources.Length - 1, [new Mutation(0, place, 0, 0)]).Apply());
            }
        });

    [Fact]
    public async Task Given_a_file_of_a_sample_or_of_the_abuse_that_is_cut_off_anywhere_then_neither_rule_nor_fix_fails() => await Parallel.ForEachAsync(
        SampleFiles(),
        async (path, cancellationToken) =>
        {
            string text = await File.ReadAllTextAsync(path, cancellationToken);
            for (int cut = 1; cut <= SampleCuts; cut++)
            {
                await AssertNoFailure(Alone(Path.GetFileName(path), text[..(text.Length * cut / SampleCuts)]));
            }
        });

    [Fact]
    public void Given_a_case_that_is_changed_at_random_then_neither_rule_nor_fix_fails() =>
        DrawnCases.Of("MSIENCAP_MUTATIONS", DefaultMutations).Check("Rules and fixes", Cases, mutated =>
        {
            // A failing case shrinks to the fewest changes, and is printed as the text that they make.
            if (Failure(mutated.Apply()).GetAwaiter().GetResult() is { } failure)
            {
                throw new InvalidOperationException(failure);
            }
        });

    private static Arbitrary<MutatedCase> Cases => Arb.From(
        from one in Gen.Elements<CorpusCase>(CorpusData.Cases)
        from file in Gen.Choose(0, 3)
        from count in Gen.Choose(1, MaxChanges)
        from mutations in Change.ListOf(count)
        select new MutatedCase(one, file, [.. mutations]),
        mutated => mutated.Mutations.Length == 1
            ? []
            : mutated.Mutations.Select((_, number) => mutated with { Mutations = mutated.Mutations.RemoveAt(number) }));

    private static Gen<Mutation> Change =>
        from kind in Gen.Choose(0, Mutation.Kinds - 1)
        from place in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.Choose(0, int.MaxValue - 1)
        from other in Gen.Choose(0, int.MaxValue - 1)
        select new Mutation(kind, place, length, other);

    private static IEnumerable<string> SampleFiles() => Directory
        .EnumerateFiles(RepositoryRoot.PathTo("Samples"), "*.cs", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(RepositoryRoot.PathTo("EndToEnd.Tests", "Abuse", "Before")))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"));

    private static CorpusCase Alone(string name, string text) => new("Samples", CaseKind.Clean, name, name)
    {
        Sources = [new TestFile(name, text)],
        AdditionalFiles = [new TestFile("MsiEncap.Roles.txt", "")],
    };

    private static async Task AssertNoFailure(CorpusCase one)
    {
        string? failure = await Failure(one);
        Assert.True(failure is null, $"{failure}\n{one.Entry} ({one.Group}):\n{string.Join('\n', one.Sources.Select(file => file.Markup))}");
    }

    private static async Task<string?> Failure(CorpusCase one)
    {
        CaseDiagnostics said = await CaseRun.DiagnosticsAsync(one);
        return said.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id is RuleIds.AnalyzerFailed or "AD0001") is { } failed
            ? failed.ToString()
            : await CaseFixes.CrashAsync(one, said);
    }
}
