using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>What an expression may hold or be, whatever its type says.</summary>
/// <param name="Lost">A restricted value in it.</param>
/// <param name="Parameters">The parameters of the method whose argument may be in it, a bit for each.</param>
/// <param name="Outside">Whether code outside the role may have the same object.</param>
/// <param name="State">The hidden fields whose value may be in it.</param>
internal readonly record struct Taint(Lost? Lost, ulong Parameters, bool Outside, ImmutableHashSet<ISymbol>? State)
{
    private const int MostParameters = 63;

    /// <summary>Nothing that matters.</summary>
    public static Taint None => default;

    /// <summary>Something that code outside the role may have.</summary>
    public static Taint OfOutside => new(null, 0, true, null);

    /// <summary>Whether handing it out may hand out something restricted.</summary>
    public bool Carries => Lost is not null || Parameters != 0 || State is not null;

    /// <summary>What it carries, and not where it came from.</summary>
    public Taint Carried => this with { Outside = false };

    /// <summary>The argument of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>Its taint.</returns>
    public static Taint OfParameter(IParameterSymbol parameter) => new(null, Bit(parameter), false, null);

    /// <summary>The value of a field that only role code sees.</summary>
    /// <param name="field">The field, or whatever else holds state.</param>
    /// <returns>Its taint.</returns>
    public static Taint OfState(ISymbol field) => new(null, 0, false, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, field));

    /// <summary>The bit of a parameter. The last bit is shared by all parameters that have none of their own.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The bit.</returns>
    public static ulong Bit(IParameterSymbol parameter) => 1ul << Math.Min(parameter.Ordinal, MostParameters);

    /// <summary>Both of two.</summary>
    /// <param name="other">The other.</param>
    /// <returns>What either may hold.</returns>
    public Taint With(Taint other) => new(
        Lost ?? other.Lost,
        Parameters | other.Parameters,
        Outside || other.Outside,
        State is null ? other.State : other.State is null ? State : State.Union(other.State));

    /// <summary>Whether another adds nothing to this.</summary>
    /// <param name="other">The other.</param>
    /// <returns><see langword="true"/> if it does not.</returns>
    public bool Covers(Taint other) =>
        (other.Lost is null || Lost is not null)
        && (other.Parameters & ~Parameters) == 0
        && (!other.Outside || Outside)
        && (other.State is null || ReferenceEquals(other.State, State) || (State is not null && other.State.IsSubsetOf(State)));
}
