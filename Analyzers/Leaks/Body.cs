using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>The code of one member: a method's, an accessor's, an initializer's.</summary>
internal sealed class Body
{
    /// <summary>A body and its operations.</summary>
    /// <param name="owner">The method, or the field or property that is initialized.</param>
    /// <param name="roots">The code.</param>
    public Body(ISymbol owner, ImmutableArray<IOperation> roots)
    {
        Owner = owner;
        List<IOperation> order = [];
        Stack<IOperation> pending = new(roots);
        while (pending.Count > 0)
        {
            IOperation next = pending.Pop();
            order.Add(next);
            foreach (IOperation child in next.ChildOperations)
            {
                pending.Push(child);
            }
        }

        // Whatever comes before its parent in reverse has been valued when the parent is; no recursion, however deep the code nests.
        order.Reverse();
        Operations = order;
    }

    /// <summary>The method, or the field or property that is initialized.</summary>
    public ISymbol Owner { get; }

    /// <summary>All operations, parts before the whole.</summary>
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>What leaves here, as last found.</summary>
    public IReadOnlyCollection<Leak> Leaks { get; set; } = [];

    /// <summary>Whether it waits to be looked at.</summary>
    public bool IsQueued { get; set; }
}
