using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Which types an object of reflection speaks of: a <c>Type</c>, an expression tree, a list of property descriptors.</summary>
internal static class ReflectedTypes
{
    private const int Most = 16;

    private static readonly Lazy<FrameworkMembers> s_sources = new(() => FrameworkMembers.Read("ReflectedTypes.txt"));

    /// <summary>The types that a value may speak of; for a value that does not speak of types, its own type.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="value">The value.</param>
    /// <returns>None if nothing is known.</returns>
    public static IEnumerable<ITypeSymbol> Of(AccessModel access, IOperation? value) => Of(access, value, []);

    /// <summary>The types that a named part of a call speaks of.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="call">The call.</param>
    /// <param name="owner">A parameter, <c>this</c> for the receiver, or <c>T</c> for the type argument.</param>
    /// <returns>None if the call has no such part, or nothing is known of it.</returns>
    public static IEnumerable<ITypeSymbol> OfOwner(AccessModel access, CallParts call, string owner) => OfOwner(access, call, owner, []);

    private static IEnumerable<ITypeSymbol> OfOwner(AccessModel access, CallParts call, string owner, HashSet<IOperation> asked) => owner switch
    {
        "this" => Of(access, call.Receiver, asked),
        "T" => call.Member is IMethodSymbol { TypeArguments: [var argument] } ? [argument] : [],
        _ => Of(access, call.Argument(owner), asked),
    };

    private static IEnumerable<ITypeSymbol> Of(AccessModel access, IOperation? value, HashSet<IOperation> asked)
    {
        foreach (IOperation source in PossibleValues.Of(value))
        {
            if (source is ITypeOfOperation typeOf)
            {
                yield return typeOf.TypeOperand;
            }
            else if (source.ConstantValue is { HasValue: true, Value: string name })
            {
                foreach (INamedTypeSymbol type in NamedTypes.Find(access, source.SemanticModel?.Compilation, name, ignoreCase: false, assembly: null))
                {
                    yield return type;
                }
            }
            else if (Speaks(source.Type) && CallParts.Of(source) is { } call)
            {
                // Assignments can lead in circles, and a chain of calls can be of any length.
                foreach (ITypeSymbol type in asked.Count < Most && asked.Add(source) ? OfCall(access, call, asked) : [])
                {
                    yield return type;
                }
            }
            else if (source.Type is { } own && !Speaks(own) && own.TypeKind != TypeKind.Dynamic)
            {
                yield return own;
            }
        }
    }

    private static IEnumerable<ITypeSymbol> OfCall(AccessModel access, CallParts call, HashSet<IOperation> asked)
    {
        foreach (FrameworkMember line in s_sources.Value.Of(call.Member))
        {
            // The type of a type is of no interest.
            if (line.Type == "System.Object" && Speaks(call.Receiver?.Type))
            {
                continue;
            }

            foreach (ITypeSymbol type in OfOwner(access, call, line.Fact(0), asked))
            {
                yield return type;
            }
        }

        if (call.Member is IPropertySymbol { Name: nameof(Type.BaseType) })
        {
            foreach (ITypeSymbol type in Of(access, call.Receiver, asked))
            {
                if (type.BaseType is { } baseType)
                {
                    yield return baseType;
                }
            }
        }

        foreach (INamedTypeSymbol type in ReflectionTouch.NamedBy(access, call))
        {
            yield return type;
        }
    }

    // Whether the value of a type is about another type.
    private static bool Speaks(ITypeSymbol? type)
    {
        for (ITypeSymbol? next = type; next is not null; next = next.BaseType)
        {
            if (next is { Name: "Type" or "Expression" or "PropertyDescriptorCollection" or "EventDescriptorCollection", ContainingNamespace: { } space }
                && space.ToDisplayString() is "System" or "System.Linq.Expressions" or "System.ComponentModel")
            {
                return true;
            }
        }

        return false;
    }
}
