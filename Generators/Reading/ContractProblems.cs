using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// What reading a declaration has found wrong with it. Generator and analyzer read by the same code: a declaration with a problem has no
/// cookie, and one without has one. Nothing is allocated for the latter.
/// </summary>
internal struct ContractProblems
{
    private List<ContractProblem>? _found;

    /// <summary>Whether anything was wrong.</summary>
    public readonly bool Any => _found is not null;

    /// <summary>What was wrong, in the order in which it was read.</summary>
    public readonly IReadOnlyList<ContractProblem> Found => _found ?? (IReadOnlyList<ContractProblem>)[];

    /// <summary>Notes a problem.</summary>
    /// <param name="where">What is wrong; nothing for what comes from metadata.</param>
    /// <param name="wrong">How.</param>
    /// <param name="advice">What to do.</param>
    public void Add(Location? where, string wrong, string advice) => (_found ??= []).Add(new(where ?? Location.None, wrong, advice));

    /// <summary>Notes a problem of an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="wrong">How.</param>
    /// <param name="advice">What to do.</param>
    public void Add(AttributeData attribute, string wrong, string advice) => Add(attribute.Where(), wrong, advice);
}
