using FsCheck;
using Microsoft.FSharp.Core;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>Random sequences against the reference model. MSIENCAP_MODEL_OPERATIONS says how many commands to run.</summary>
public class ModelTests
{
    private const int SequenceLength = 200;
    private const int DefaultOperations = 100_000 / Effort.Divisor;

    [Fact]
    public void The_core_does_what_the_model_says()
    {
        DrawnCases operations = DrawnCases.Of("MSIENCAP_MODEL_OPERATIONS", DefaultOperations);
        var check = new ModelCheck(settings => new ReferenceModel(settings));

        try
        {
            Check(check, operations);
        }
        catch (Exception thrown)
        {
            // The shortest sequence may show something else.
            throw new InvalidOperationException($"{thrown.Message}\nFound first:\n{check.First?.Message}", thrown);
        }

        Assert.True(operations.IsOneCase || check.Operations >= operations.Count, $"Only {check.Operations} operations were done.");
    }

    [Fact]
    public void A_wrong_rule_in_the_model_is_found_and_the_sequence_shrinks_to_what_shows_it()
    {
        var check = new ModelCheck(settings => new OffByOneModel(settings));

        Exception falsified = Assert.ThrowsAny<Exception>(() => Check(check, new DrawnCases(DefaultOperations, new Replay(new Rnd(1), FSharpOption<int>.None))));

        // Nothing is simpler than three allocations, the third of which the model sees elsewhere.
        string shrunk = falsified.Message[falsified.Message.IndexOf("Shrunk:", StringComparison.Ordinal)..].ReplaceLineEndings("\n");
        Assert.Matches(@"^Shrunk:\n\nmachine with remapping\n  allocate from ([AB])\n  allocate from \1\n  allocate from \1\nwith", shrunk);
        Assert.Contains("came of it: index 2, but should be index 3", shrunk, StringComparison.Ordinal);
    }

    private static void Check(ModelCheck check, DrawnCases operations) =>
        operations.Check("Core and model", SequenceGenerator.Sequences(SequenceLength), check.Run, inEach: SequenceLength);

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
