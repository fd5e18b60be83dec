using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>Makes random sequences of one length.</summary>
internal static class SequenceGenerator
{
    public static Arbitrary<CommandSequence> Sequences(int length) => Arb.From(
        from settings in Settings
        from commands in Command.ListOf(length)
        select new CommandSequence(settings, [.. commands]),
        sequence => sequence.Simpler());

    private static Gen<MachineSettings> Settings =>
        from features in Gen.Choose(0, 15)
        select new MachineSettings((features & 1) == 0, (features & 2) != 0, (features & 4) != 0, (features & 8) != 0);

    private static Gen<ModelCommand> Command =>
        Gen.Frequency(CommandKinds.All.Select(kind => (kind.Weight, Arguments(kind.Limits).Select(arguments => new ModelCommand(kind, arguments)))));

    private static Gen<ImmutableArray<int>> Arguments(ImmutableArray<int> limits) =>
        Gen.CollectToArray(limits, limit => Gen.Choose(0, limit - 1)).Select(arguments => arguments.ToImmutableArray());
}
