using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>
/// What happens at run time is the oracle: where code outside a role came to hold a restricted object, a rule must have said something. More
/// programs with <c>MSIENCAP_ORACLE_PROGRAMS=20000</c>, others with <c>MSIENCAP_ORACLE_SEED</c>.
/// </summary>
public class SoundnessTests(ITestOutputHelper output)
{
    private const int Programs = 400;

    [Fact]
    public async Task Given_a_program_in_which_code_outside_holds_a_restricted_object_then_a_rule_says_so()
    {
        int first = Setting("MSIENCAP_ORACLE_SEED", 1);
        int count = Setting("MSIENCAP_ORACLE_PROGRAMS", Programs);
        int held = 0;
        int silent = 0;
        var missed = new List<OracleProgram>();
        for (int seed = first; seed < first + count; seed++)
        {
            OracleProgram program = OracleProgram.Of(seed);
            ImmutableArray<Diagnostic> found = await OracleRun.AnalyseAsync(program);
            Assert.DoesNotContain(found, diagnostic => diagnostic.Id is "AD0001" or RuleIds.AnalyzerFailed);
            bool holds = OracleRun.Holds(program);
            held += holds ? 1 : 0;
            silent += found.IsEmpty ? 1 : 0;
            if (holds && found.IsEmpty)
            {
                missed.Add(program);
            }
        }

        output.WriteLine($"{count} programs: in {held} code outside held a restricted object, of {silent} the rules said nothing, {missed.Count} of these wrongly");
        Assert.True(missed.Count == 0, $"{missed.Count} programs were missed; the first, of seed {missed.FirstOrDefault()?.Seed}:\n{missed.FirstOrDefault()?.Plain}");

        // Both kinds are there, so neither an analyzer that always speaks nor programs that never hold anything would pass for right.
        Assert.InRange(held, count / 5, count - 1);
        Assert.InRange(silent, count / 10, count - 1);
    }

    [Fact]
    public async Task Given_a_program_when_only_suspect_code_is_looked_at_then_nothing_is_missed()
    {
        int first = Setting("MSIENCAP_ORACLE_SEED", 1);
        int count = Setting("MSIENCAP_ORACLE_PROGRAMS", Programs);
        for (int seed = first; seed < first + count; seed++)
        {
            OracleProgram program = OracleProgram.Of(seed);
            string? difference = (await OracleRun.CompareAsync(program)).Difference;
            Assert.True(difference is null, $"{difference}, of seed {seed}:\n{program.Plain}");
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
