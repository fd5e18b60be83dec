using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>What calls of methods, constructors and indexers have in common.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Member">What is called.</param>
/// <param name="Receiver">What it is called on.</param>
/// <param name="Arguments">What is passed.</param>
internal readonly record struct CallParts(IOperation Operation, ISymbol Member, IOperation? Receiver, ImmutableArray<IArgumentOperation> Arguments)
{
    /// <summary>The parts of a call.</summary>
    /// <param name="operation">An operation.</param>
    /// <returns><see langword="null"/> if it is no call.</returns>
    public static CallParts? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call => new(call, call.TargetMethod, call.Instance, call.Arguments),
        IPropertyReferenceOperation property => new(property, property.Property, property.Instance, property.Arguments),
        IObjectCreationOperation { Constructor: { } constructor } creation => new(creation, constructor, null, creation.Arguments),
        _ => null,
    };

    /// <summary>The value of an argument that is written.</summary>
    /// <param name="parameter">The name of its parameter.</param>
    /// <returns><see langword="null"/> if there is no such parameter, or its argument was left out.</returns>
    public IOperation? Argument(string parameter)
    {
        foreach (IArgumentOperation argument in Arguments)
        {
            if (argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
