using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Which accessors of a property or event a use of it calls.</summary>
[Flags]
internal enum Accessors
{
    /// <summary>None: a field-like event is raised.</summary>
    None = 0,

    /// <summary>What reads a property, or adds to an event.</summary>
    First = 1,

    /// <summary>What sets or initializes a property, or removes from an event.</summary>
    Second = 2,

    /// <summary>Both: <c>p += 1</c>, or nobody knows which.</summary>
    All = First | Second,
}

/// <summary>Finds restrictions of single accessors. Only ever asked about members of which an accessor is restricted.</summary>
internal static class AccessorUse
{
    /// <summary>The accessors that an operation calls.</summary>
    /// <param name="use">A reference to a property or event, or an access to an element.</param>
    /// <returns>The accessors.</returns>
    public static Accessors Of(IOperation use)
    {
        if (use is IEventReferenceOperation)
        {
            return use.Parent is IEventAssignmentOperation assignment ? (assignment.Adds ? Accessors.First : Accessors.Second) : Accessors.None;
        }

        IOperation target = use;
        while (target.Parent is ITupleOperation or IParenthesizedOperation)
        {
            target = target.Parent;
        }

        return target.Parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == use => Accessors.Second,
            IDeconstructionAssignmentOperation assignment when assignment.Target == target => Accessors.Second,
            ICompoundAssignmentOperation assignment when assignment.Target == use => Accessors.All,
            ICoalesceAssignmentOperation assignment when assignment.Target == use => Accessors.All,
            IIncrementOrDecrementOperation => Accessors.All,
            _ => Accessors.First,
        };
    }

    /// <summary>The first accessor of a use that code may not call.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="member">The property or event.</param>
    /// <param name="used">The accessors that are called.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="null"/> if the code may call all of them.</returns>
    public static Unmet? FirstUnmet(AccessModel access, ISymbol member, Accessors used, INamedTypeSymbol? site)
    {
        for (int i = 0; i < 2; i++)
        {
            if ((used & (i == 0 ? Accessors.First : Accessors.Second)) != 0
                && AccessorOf(member, i) is { } accessor
                && access.FirstUnmet(access.Restrictions.OfMember(accessor), site) is { } restriction)
            {
                return new(accessor, restriction);
            }
        }

        return null;
    }

    // An override may have one of them only; the other is its base's.
    private static IMethodSymbol? AccessorOf(ISymbol member, int ordinal)
    {
        for (ISymbol? level = member; level is not null; level = RestrictionModel.Overridden(level))
        {
            if (RestrictionModel.AccessorsOf(level) is var accessors && accessors[ordinal] is { } accessor)
            {
                return accessor;
            }
        }

        return null;
    }
}
