using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Looks through what only hands a value on: locals, conversions, conditions.</summary>
internal static class PossibleValues
{
    // Code that goes on for longer than this to say what it means is beyond the rule.
    private const int Most = 64;

    /// <summary>The expressions that a value may come from, none of which merely hands it on, and the variables on the way.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Their operations.</returns>
    public static IEnumerable<IOperation> Of(IOperation? value)
    {
        if (value is null)
        {
            yield break;
        }

        Stack<IOperation> pending = new();
        HashSet<IOperation> seen = [];
        pending.Push(value);
        while (pending.Count > 0 && seen.Count < Most)
        {
            IOperation next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            bool any = false;
            foreach (IOperation operation in Behind(next))
            {
                any = true;
                pending.Push(operation);
            }

            // What a variable is declared as tells of it too.
            if (!any || next is ILocalReferenceOperation or IParameterReferenceOperation)
            {
                yield return next;
            }
        }
    }

    private static IEnumerable<IOperation> Behind(IOperation value) => value switch
    {
        { ConstantValue.HasValue: true } => [],
        IConversionOperation { Operand: { } operand } => [operand],
        IParenthesizedOperation parenthesized => [parenthesized.Operand],
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => [conditional.WhenTrue, whenFalse],
        ICoalesceOperation coalesce => [coalesce.Value, coalesce.WhenNull],
        ISwitchExpressionOperation @switch => @switch.Arms.Select(arm => arm.Value),
        IConditionalAccessOperation access => [access.WhenNotNull],
        IConditionalAccessInstanceOperation instance => Accessed(instance) is { } accessed ? [accessed] : [],
        ISimpleAssignmentOperation assignment => [assignment.Value],
        ILocalReferenceOperation local => LocalValues.Of(local, local.Local),
        IParameterReferenceOperation parameter => LocalValues.Of(parameter, parameter.Parameter),
        IFieldReferenceOperation { Field.IsReadOnly: true } field => LocalValues.Initial(field) is { } initial ? [initial] : [],
        _ => [],
    };

    // The value before "?.": that of the innermost access around which the instance stands to the right.
    private static IOperation? Accessed(IConditionalAccessInstanceOperation instance)
    {
        IOperation inner = instance;
        for (IOperation? outer = instance.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access && access.WhenNotNull == inner)
            {
                return access.Operation;
            }
        }

        return null;
    }
}
