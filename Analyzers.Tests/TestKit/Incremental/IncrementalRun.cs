using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>What a generator did about an edit.</summary>
/// <param name="Result">What the driver recorded.</param>
/// <param name="Fresh">Runs the generator from nothing over the same sources.</param>
internal sealed record IncrementalRun(GeneratorDriverRunResult Result, Func<GeneratorRun> Fresh)
{
    /// <summary>Asserts why each output of a step is as it is, in any order.</summary>
    /// <param name="trackingName">The name of the step.</param>
    /// <param name="expected">Each reason, and how many outputs have it.</param>
    /// <returns>This run.</returns>
    public IncrementalRun Steps(string trackingName, params (IncrementalStepRunReason Reason, int Count)[] expected)
    {
        AssertReasons($"step '{trackingName}'", expected, Result.Results.Select(result => result.TrackedSteps), trackingName);
        return this;
    }

    /// <summary>Asserts why each generated source is as it is, in any order.</summary>
    /// <param name="expected">Each reason, and how many sources have it.</param>
    /// <returns>This run.</returns>
    public IncrementalRun Outputs(params (IncrementalStepRunReason Reason, int Count)[] expected)
    {
        AssertReasons(
            "the output",
            expected,
            Result.Results.Select(result => result.TrackedOutputSteps),
            WellKnownGeneratorOutputs.SourceOutput,
            WellKnownGeneratorOutputs.ImplementationSourceOutput);
        return this;
    }

    /// <summary>Asserts that the generated sources are those that a run from nothing would write.</summary>
    /// <returns>This run.</returns>
    public IncrementalRun SameAsFresh()
    {
        Assert.Equal(Fresh().Sources.AsEnumerable(), GeneratorRun.SourcesOf(Result));
        return this;
    }

    private static void AssertReasons(
        string what,
        IEnumerable<(IncrementalStepRunReason Reason, int Count)> expected,
        IEnumerable<ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>>> steps,
        params string[] names)
    {
        IncrementalStepRunReason[] found =
        [
            .. steps
                .SelectMany(byName => names.SelectMany(name => byName.GetValueOrDefault(name, [])))
                .SelectMany(step => step.Outputs)
                .Select(output => output.Reason),
        ];
        string wanted = Describe(expected.SelectMany(pair => Enumerable.Repeat(pair.Reason, pair.Count)));
        string actual = Describe(found);
        Assert.True(wanted == actual, $"Of {what}, expected {wanted}; found {actual}.");
    }

    private static string Describe(IEnumerable<IncrementalStepRunReason> reasons)
    {
        string[] counts =
        [
            .. reasons.GroupBy(reason => reason).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"),
        ];
        return counts.Length == 0 ? "nothing" : string.Join(", ", counts);
    }
}
