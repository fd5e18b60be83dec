using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds sums and differences of interrupt numbers.</summary>
/// <param name="model">What interrupt numbers are.</param>
internal readonly struct ComputedVirqs(VirqModel model)
{
    /// <summary>Whether an operation computes with a number, and where to show it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="owner">The symbol that the operation belongs to.</param>
    /// <returns><see langword="null"/> if it does not.</returns>
    public Location? Find(IOperation operation, ISymbol owner)
    {
        bool computes = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, OperatorMethod: null } sum =>
                IsIntegral(sum.Type) && (IsNumber(sum.LeftOperand) || IsNumber(sum.RightOperand)),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, OperatorMethod: null } sum =>
                IsIntegral(sum.Type) && (IsNumber(sum.Target) || IsNumber(sum.Value)),
            IIncrementOrDecrementOperation { OperatorMethod: null } step => IsNumber(step.Target),
            _ => false,
        };
        return computes && owner.Name != nameof(GetHashCode) && !IsSize(operation) ? operation.Syntax.GetLocation() : null;
    }

    private bool IsNumber(IOperation value)
    {
        foreach (IOperation source in PossibleValues.Of(value))
        {
            if (source is IPropertyReferenceOperation { Property: { } property } && model.IsContent(property))
            {
                return true;
            }
        }

        return false;
    }

    // How large a table must be that numbers index, and whether one is large enough, says nothing of any interrupt.
    private static bool IsSize(IOperation sum)
    {
        IOperation value = sum;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IArrayCreationOperation => true,
            IArgumentOperation { Parameter.Name: "newSize" or "capacity" } => true,
            IBinaryOperation comparison => comparison.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
                or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual,
            _ => false,
        };
    }

    private static bool IsIntegral(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
