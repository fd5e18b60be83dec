using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>The restricted values that are passed to a call.</summary>
internal static class CallArguments
{
    /// <summary>A passed value.</summary>
    /// <param name="Value">The value, without implicit conversions.</param>
    /// <param name="Unmet">What is restricted about it.</param>
    public readonly record struct Passed(IOperation Value, Unmet Unmet);

    /// <summary>The values written as arguments whose type, or whose parameter's type, the code may not touch.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="call">The call.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns>The values in the order of the arguments.</returns>
    public static IEnumerable<Passed> RestrictedValues(
        AccessModel access, IOperation call, ImmutableArray<IArgumentOperation> arguments, INamedTypeSymbol? site)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            // Omitted arguments are nobody's touch; the receiver of an extension method reads as part of the member's name.
            if (argument.ArgumentKind == ArgumentKind.DefaultValue
                || (call.Syntax is InvocationExpressionSyntax written && !written.ArgumentList.Span.Contains(argument.Syntax.Span) && argument.ArgumentKind == ArgumentKind.Explicit))
            {
                continue;
            }

            foreach (IOperation passed in Written(argument))
            {
                IOperation value = Unconverted(passed);
                if (value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation }
                    && (access.FirstUnmetPart(value.Type, site) ?? access.FirstUnmetPart(argument.Parameter?.Type, site)) is { } unmet)
                {
                    yield return new(value, unmet);
                }
            }
        }
    }

    /// <summary>A value as it was before the compiler converted it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The operand of the innermost implicit built-in conversion, parentheses taken off.</returns>
    public static IOperation Unconverted(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    private static ImmutableArray<IOperation> Written(IArgumentOperation argument) => argument switch
    {
        { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } elements } } => elements.ElementValues,
        { ArgumentKind: ArgumentKind.ParamCollection, Value: ICollectionExpressionOperation collection } => collection.Elements,
        _ => [argument.Value],
    };
}
