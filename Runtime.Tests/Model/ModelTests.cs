using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>
/// Random sequences against the reference model. MSIENCAP_MODEL_OPERATIONS says how many commands to run, MSIENCAP_MODEL_SEED repeats a
/// run: two or three numbers separated by commas, as a failure prints them.
/// </summary>
public class ModelTests
{
    private const int SequenceLength = 200;
    private const int DefaultOperations = 100_000 / Effort.Divisor;

    [Fact]
    public void The_core_does_what_the_model_says()
    {
        int operations = Environment.GetEnvironmentVariable("MSIENCAP_MODEL_OPERATIONS") is { Length: > 0 } wanted
            ? int.Parse(wanted, CultureInfo.InvariantCulture)
            : DefaultOperations;
        var check = new ModelCheck(settings => new ReferenceModel(settings));

        Replay seed = Seed();
        try
        {
            Check(check, operations, seed);
        }
        catch (Exception thrown)
        {
            // The shortest sequence may show something else.
            throw new InvalidOperationException($"{thrown.Message}\nFound first:\n{check.First?.Message}", thrown);
        }

        // A seed with a size repeats one sequence.
        Assert.True(seed.Size is not null || check.Operations >= operations, $"Only {check.Operations} operations were done.");
    }

    [Fact]
    public void A_wrong_rule_in_the_model_is_found_and_the_sequence_shrinks_to_what_shows_it()
    {
        var check = new ModelCheck(settings => new OffByOneModel(settings));

        Exception falsified = Assert.ThrowsAny<Exception>(() => Check(check, DefaultOperations, new Replay(new Rnd(1), FSharpOption<int>.None)));

        // Nothing is simpler than three allocations, the third of which the model sees elsewhere.
        string shrunk = falsified.Message[falsified.Message.IndexOf("Shrunk:", StringComparison.Ordinal)..].ReplaceLineEndings("\n");
        Assert.Matches(@"^Shrunk:\n\nmachine with remapping\n  allocate from ([AB])\n  allocate from \1\n  allocate from \1\nwith", shrunk);
        Assert.Contains("came of it: index 2, but should be index 3", shrunk, StringComparison.Ordinal);
    }

    private static void Check(ModelCheck check, int operations, Replay seed)
    {
        int sequences = (operations + SequenceLength - 1) / SequenceLength;
        FsCheck.Check.One(
            "Core and model",
            Config.QuickThrowOnFailure.WithMaxTest(sequences).WithReplay(FSharpOption<Replay>.Some(seed)).WithQuietOnSuccess(true),
            Prop.ForAll(SequenceGenerator.Sequences(SequenceLength), check.Run));
    }

    private static Replay Seed()
    {
        if (Environment.GetEnvironmentVariable("MSIENCAP_MODEL_SEED") is not { Length: > 0 } text)
        {
            return new Replay(new Rnd((ulong)Random.Shared.NextInt64()), FSharpOption<int>.None);
        }

        ulong[] numbers = [.. text.Trim('(', ')').Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];
        return new Replay(
            numbers.Length == 1 ? new Rnd(numbers[0]) : new Rnd(numbers[0], numbers[1]),
            numbers.Length == 3 ? FSharpOption<int>.Some((int)numbers[2]) : FSharpOption<int>.None);
    }

    /// <summary>Takes the lowest free index to be one more than it is, from 2 on.</summary>
    private sealed class OffByOneModel(MachineSettings settings) : ReferenceModel(settings)
    {
        protected override int LowestFree(ModelDevice device) => base.LowestFree(device) switch
        {
            2 => 3,
            var right => right,
        };
    }
}
