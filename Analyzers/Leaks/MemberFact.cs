namespace MsiEncap.Analyzers.Leaks;

/// <summary>What is known so far of a member, a hidden field or a hidden type. It only grows.</summary>
internal sealed class MemberFact
{
    /// <summary>What a method's result, a field or an object of a type may hold.</summary>
    public Taint Value { get; private set; }

    /// <summary>The parameters whose argument leaves the role, a bit for each.</summary>
    public ulong Leaks { get; private set; }

    /// <summary>Whether something that code outside can call gives the field's value out.</summary>
    public bool IsExposed { get; private set; }

    /// <summary>What the method puts into the objects it is given, by the number of the parameter.</summary>
    public Dictionary<int, Taint> Into { get; } = [];

    /// <summary>The bodies to look at again when this changes.</summary>
    public HashSet<Body> Readers { get; } = [];

    /// <summary>Adds to the value.</summary>
    /// <param name="taint">What was found.</param>
    /// <returns>Whether that is news.</returns>
    public bool Add(Taint taint)
    {
        if (Value.Covers(taint))
        {
            return false;
        }

        Value = Value.With(taint);
        return true;
    }

    /// <summary>Adds to what a parameter's object is given.</summary>
    /// <param name="ordinal">The parameter's number.</param>
    /// <param name="taint">What was found.</param>
    /// <returns>Whether that is news.</returns>
    public bool AddInto(int ordinal, Taint taint)
    {
        _ = Into.TryGetValue(ordinal, out Taint known);
        if (known.Covers(taint))
        {
            return false;
        }

        Into[ordinal] = known.With(taint);
        return true;
    }

    /// <summary>Adds parameters that leave.</summary>
    /// <param name="parameters">A bit for each.</param>
    /// <returns>Whether that is news.</returns>
    public bool AddLeaks(ulong parameters)
    {
        ulong before = Leaks;
        Leaks |= parameters;
        return Leaks != before;
    }

    /// <summary>Notes that the value is given out.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Expose()
    {
        bool before = IsExposed;
        IsExposed = true;
        return !before;
    }
}
