using System.Collections.Immutable;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A command of a sequence: its kind and small numbers, which mean something whatever comes before.</summary>
internal sealed record ModelCommand(CommandKind Kind, ImmutableArray<int> Arguments)
{
    /// <summary>A command that no other is simpler than.</summary>
    public static ModelCommand Simplest { get; } = new(CommandKinds.All[0], [.. CommandKinds.All[0].Limits.Select(_ => 0)]);

    /// <summary>The same with one argument less.</summary>
    public IEnumerable<ModelCommand> Simpler()
    {
        for (int i = 0; i < Arguments.Length; i++)
        {
            foreach (int smaller in Enumerable.Range(0, Arguments[i]))
            {
                yield return this with { Arguments = Arguments.SetItem(i, smaller) };
            }
        }
    }

    public string Apply(IModelOperations to) => Kind.Apply(to, Arguments);

    public override string ToString() => Kind.Text(Arguments);
}
