using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>Collects what restricts one symbol, one restriction for each role; the first to come is the nearest, and wins.</summary>
internal struct RestrictionList
{
    private ImmutableArray<Restriction>.Builder? _found;

    /// <summary>Adds restrictions that take effect where they say.</summary>
    /// <param name="restrictions">The restrictions.</param>
    public void AddOwn(ImmutableArray<Restriction> restrictions)
    {
        foreach (Restriction restriction in restrictions)
        {
            Add(restriction);
        }
    }

    /// <summary>Adds restrictions of a base; they take effect anew at what derives from it.</summary>
    /// <param name="restrictions">The restrictions.</param>
    /// <param name="derived">What derives from it.</param>
    public void AddInherited(ImmutableArray<Restriction> restrictions, ISymbol derived)
    {
        foreach (Restriction restriction in restrictions)
        {
            Add(restriction with { Subject = derived });
        }
    }

    /// <summary>The result.</summary>
    /// <returns>What was added.</returns>
    public readonly ImmutableArray<Restriction> ToImmutable() => _found?.ToImmutable() ?? [];

    private void Add(Restriction restriction)
    {
        _found ??= ImmutableArray.CreateBuilder<Restriction>(1);
        foreach (Restriction known in _found)
        {
            if (SymbolEqualityComparer.Default.Equals(known.Role, restriction.Role))
            {
                return;
            }
        }

        _found.Add(restriction);
    }
}
