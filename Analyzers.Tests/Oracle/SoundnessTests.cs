using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using MsiEncap.Testing;
using Xunit;
using Xunit.Abstractions;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>
/// What happens at run time is the oracle: where code outside a role came to hold a restricted object, a rule must have said something. More
/// programs with <c>MSIENCAP_ORACLE_PROGRAMS=20000</c>.
/// </summary>
public class SoundnessTests(ITestOutputHelper output)
{
    private const int DefaultPrograms = 400;

    private static readonly Arbitrary<OracleProgram> s_programs = Arb.From(Gen.Choose(1, int.MaxValue).Select(OracleProgram.Of));

    private readonly DrawnCases _programs = DrawnCases.Of("MSIENCAP_ORACLE_PROGRAMS", DefaultPrograms);

    [Fact]
    public void Given_a_program_in_which_code_outside_holds_a_restricted_object_then_a_rule_says_so()
    {
        int held = 0;
        int silent = 0;
        _programs.Check("Soundness", s_programs, program =>
        {
            ImmutableArray<Diagnostic> found = OracleRun.AnalyseAsync(program).GetAwaiter().GetResult();
            Assert.DoesNotContain(found, diagnostic => diagnostic.Id is "AD0001" or RuleIds.AnalyzerFailed);
            bool holds = OracleRun.Holds(program);
            held += holds ? 1 : 0;
            silent += found.IsEmpty ? 1 : 0;
            Assert.False(holds && found.IsEmpty, $"Code outside holds a restricted object, and no rule says anything:\n{program.Plain}");
        });

        output.WriteLine($"{_programs.Count} programs: in {held} code outside held a restricted object, of {silent} the rules said nothing, never wrongly");

        // Both kinds are there, so neither an analyzer that always speaks nor programs that never hold anything would pass for right.
        Assert.True(_programs.IsOneCase || (held >= _programs.Count / 5 && held < _programs.Count), $"{held} programs held something.");
        Assert.True(_programs.IsOneCase || (silent >= _programs.Count / 10 && silent < _programs.Count), $"The rules said nothing of {silent} programs.");
    }

    [Fact]
    public void Given_a_program_when_only_suspect_code_is_looked_at_then_nothing_is_missed() =>
        _programs.Check("Suspect code alone", s_programs, program =>
        {
            string? difference = OracleRun.CompareAsync(program).GetAwaiter().GetResult().Difference;
            Assert.True(difference is null, $"{difference}:\n{program.Plain}");
        });
}
