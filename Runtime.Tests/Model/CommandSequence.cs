using System.Collections.Immutable;
using System.Text;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A machine and what is done with it; reads as lines, shrinks by leaving commands out.</summary>
internal sealed record CommandSequence(MachineSettings Settings, ImmutableArray<ModelCommand> Commands)
{
    /// <summary>Simpler sequences, those first that leave out most.</summary>
    public IEnumerable<CommandSequence> Simpler()
    {
        for (int chunk = Commands.Length / 2; chunk > 0; chunk /= 2)
        {
            for (int start = 0; start < Commands.Length; start += chunk)
            {
                yield return this with { Commands = Commands.RemoveRange(start, Math.Min(chunk, Commands.Length - start)) };
            }
        }

        // There are other ways to allocate one or two; nobody wants to read those where the plain way does.
        for (int i = 0; i < Commands.Length; i++)
        {
            if (Commands[i].Kind != ModelCommand.Simplest.Kind)
            {
                yield return this with { Commands = Commands.RemoveAt(i).InsertRange(i, Enumerable.Repeat(ModelCommand.Simplest, 2)) };
            }
        }

        foreach (MachineSettings simpler in Settings.Simpler())
        {
            yield return this with { Settings = simpler };
        }

        for (int i = 0; i < Commands.Length; i++)
        {
            foreach (ModelCommand simpler in Commands[i].Simpler())
            {
                yield return this with { Commands = Commands.SetItem(i, simpler) };
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append('\n').Append(Settings);
        foreach (ModelCommand command in Commands)
        {
            text.Append("\n  ").Append(command);
        }

        return text.ToString();
    }
}
