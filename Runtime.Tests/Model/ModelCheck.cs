namespace MsiEncap.Runtime.Tests.Model;

/// <summary>Runs sequences on a machine and on the model, and compares after each command.</summary>
internal sealed class ModelCheck(Func<MachineSettings, ReferenceModel> newModel)
{
    // Once something was found, the many attempts at a shorter sequence need not wait as long for what does not come.
    private static readonly TimeSpan s_patienceOfShrinking = TimeSpan.FromMilliseconds(300);

    // As many runs as edges are the rule, fewer the exception: edges coalesce while an interrupt moves.
    private static readonly TimeSpan s_graceOfCoalescing = TimeSpan.FromMilliseconds(200);

    private TimeSpan _patience = Patience.Time;

    /// <summary>Commands so far.</summary>
    public long Operations { get; private set; }

    /// <summary>What was found first, before any attempt at a shorter sequence.</summary>
    public ModelMismatchException? First { get; private set; }

    /// <summary>Runs one sequence.</summary>
    /// <exception cref="ModelMismatchException">Machine and model differ.</exception>
    public void Run(CommandSequence sequence)
    {
        ReferenceModel model = newModel(sequence.Settings);
        using var machine = new RealMachine(sequence.Settings);
        var trace = new List<string>();
        foreach (ModelCommand command in sequence.Commands)
        {
            Operations++;
            string expected = command.Apply(model);
            string real = command.Apply(machine);
            trace.Add($"{command}: {real}");
            IReadOnlyList<string> differences = real == expected ? Settle(model, machine) : [$"came of it: {real}, but should be {expected}"];
            if (differences.Count > 0)
            {
                _patience = s_patienceOfShrinking;
                var mismatch = new ModelMismatchException(trace, differences);
                First ??= mismatch;
                throw mismatch;
            }
        }
    }

    private IReadOnlyList<string> Settle(ReferenceModel model, RealMachine machine)
    {
        IReadOnlyList<string> differences = [];
        if (!Patience.Until(() => Differences.IsQuiet(model, machine) && IsAsExpected(), machine.Progress, s_graceOfCoalescing))
        {
            Patience.Until(IsAsExpected, machine.Progress, _patience);
        }

        return differences;

        bool IsAsExpected() => (differences = Differences.Between(model, machine)).Count == 0;
    }
}
