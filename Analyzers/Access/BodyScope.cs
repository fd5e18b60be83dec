using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Access;

/// <summary>What the parts of the body pass share while they look at one block: who asks, and what has been told already.</summary>
/// <param name="access">The access model.</param>
/// <param name="site">The innermost type around the code.</param>
/// <param name="report">Takes the diagnostics.</param>
/// <param name="cancellationToken">Stops the binding.</param>
internal sealed class BodyScope(AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    // All of these stay null in code that touches nothing.
    private HashSet<IOperation>? _passed;
    private HashSet<IOperation>? _told;
    private HashSet<(string Id, TextSpan Span)>? _reported;
    private Dictionary<ITypeSymbol, Unmet?>? _unmet;

    /// <summary>The access model.</summary>
    public AccessModel Access => access;

    /// <summary>The innermost type around the code.</summary>
    public INamedTypeSymbol? Site => site;

    /// <summary>Values of which another diagnostic tells; <see langword="null"/> as long as there is none.</summary>
    public ref HashSet<IOperation>? Told => ref _told;

    /// <summary>Stops the binding.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The first restricted type in a type's construction that the code may not touch.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="null"/> if it may touch all of them.</returns>
    public Unmet? UnmetOf(ITypeSymbol? type)
    {
        if (type is null || !access.Restrictions.HasRestrictedPart(type))
        {
            return null;
        }

        _unmet ??= new(ReferenceComparer<ITypeSymbol>.Instance);
        if (!_unmet.TryGetValue(type, out Unmet? unmet))
        {
            _unmet[type] = unmet = access.FirstUnmetPart(type, site);
        }

        return unmet;
    }

    /// <summary>What a use of a member violates: its own restriction, or that of the type it is used through.</summary>
    /// <param name="member">The member.</param>
    /// <param name="receiver">What it is used on, if anything.</param>
    /// <param name="use">The use, which says what accessors are called; none are looked at without.</param>
    /// <returns><see langword="null"/> if the code may use it.</returns>
    /// <remarks>A member is restricted by itself or its container; one that a restricted type merely inherits, by the type it is used through.</remarks>
    public Unmet? UnmetOf(ISymbol member, IOperation? receiver, IOperation? use = null)
    {
        if (access.Restrictions.OfMember(member) is { IsEmpty: false } restrictions && access.FirstUnmet(restrictions, site) is { } restriction)
        {
            return new(member, restriction);
        }

        if (use is not null && access.Restrictions.IsPartlyRestricted(member) && AccessorUse.FirstUnmet(access, member, AccessorUse.Of(use), site) is { } unmet)
        {
            return unmet;
        }

        // A range variable of a query is a member of what the query carries along, which nobody wrote.
        return receiver is null or IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.PatternInput }
            || (receiver.IsImplicit && member.ContainingType is { IsAnonymousType: true })
                ? null
                : UnmetOf(receiver.Type);
    }

    /// <summary>What a call of an accessor violates that nobody wrote as a use of the property or event.</summary>
    /// <param name="member">The member; one that is neither has no accessors.</param>
    /// <param name="used">The accessors.</param>
    /// <returns><see langword="null"/> if the code may call it.</returns>
    public Unmet? UnmetOf(ISymbol member, Accessors used) =>
        UnmetOf(member, receiver: null)
        ?? (access.Restrictions.IsPartlyRestricted(member) ? AccessorUse.FirstUnmet(access, member, used, site) : null);

    /// <summary>Reports a diagnostic, unless the same rule has spoken at the same place.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    public void Report(Diagnostic diagnostic)
    {
        if ((_reported ??= []).Add((diagnostic.Id, diagnostic.Location.SourceSpan)))
        {
            report(diagnostic);
        }
    }

    /// <summary>Marks a value that was reported as an argument: its own member or call is the same touch.</summary>
    /// <param name="value">The value.</param>
    public void Pass(IOperation value) => _ = (_passed ??= []).Add(value);

    /// <summary>Whether a value was reported as an argument.</summary>
    /// <param name="value">The value.</param>
    /// <returns><see langword="true"/> if it was.</returns>
    public bool IsPassed(IOperation value) => _passed is not null && _passed.Contains(value);

    /// <summary>Marks a value of which another diagnostic tells: of the variable that it goes into, or of the member that is used on it.</summary>
    /// <param name="value">The value.</param>
    public void Tell(IOperation? value)
    {
        if (value is not null)
        {
            _ = (_told ??= []).Add(value);
        }
    }

    /// <summary>Whether another diagnostic tells of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns><see langword="true"/> if one does.</returns>
    public bool IsTold(IOperation value) => (_told is not null && _told.Contains(value)) || IsPassed(value);
}
