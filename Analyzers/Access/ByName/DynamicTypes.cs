using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>The types that a dynamic value had before it was dynamic, as far as its method shows.</summary>
internal static class DynamicTypes
{
    private const int Most = 16;

    /// <summary>The types of the values that a dynamic one may be.</summary>
    /// <param name="value">The value.</param>
    /// <returns>None if nothing is known.</returns>
    public static IEnumerable<ITypeSymbol> Of(IOperation value) => Of(value, []);

    private static IEnumerable<ITypeSymbol> Of(IOperation value, HashSet<IOperation> asked)
    {
        foreach (IOperation source in PossibleValues.Of(value))
        {
            if (source.Type is { TypeKind: not TypeKind.Dynamic } type)
            {
                yield return type;
                continue;
            }

            // What a dynamic member gives, where the type that it is a member of is known.
            IDynamicMemberReferenceOperation? member = (source as IDynamicInvocationOperation)?.Operation as IDynamicMemberReferenceOperation
                ?? source as IDynamicMemberReferenceOperation;
            if (member?.Instance is { } instance && asked.Count < Most && asked.Add(source))
            {
                foreach (ITypeSymbol given in Of(instance, asked).SelectMany(owner => NamedMembers.ValueTypes(owner, member.MemberName)))
                {
                    yield return given;
                }
            }
        }
    }
}
