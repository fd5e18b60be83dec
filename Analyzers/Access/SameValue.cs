using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Knows which operations hand on what others brought in, so that one value is not told of twice.</summary>
internal static class SameValue
{
    /// <summary>Marks what an operation hands on, if another diagnostic tells of the operation.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="operation">The operation.</param>
    public static void Tell(BodyScope scope, IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousObjectCreationOperation { Initializers: var members }:
                TellAll(scope, members);
                break;
            case IArrayCreationOperation { Initializer: { } elements }:
                TellAll(scope, elements.ElementValues);
                break;
            case ITupleOperation { Elements: var elements }:
                TellAll(scope, elements);
                break;
            case ICollectionExpressionOperation { Elements: var elements }:
                TellAll(scope, elements);
                break;
            case IConditionalOperation conditional:
                scope.Tell(conditional.WhenTrue);
                scope.Tell(conditional.WhenFalse);
                break;
            case ICoalesceOperation coalesce:
                scope.Tell(coalesce.Value);
                scope.Tell(coalesce.WhenNull);
                break;
            case ISwitchExpressionOperation { Arms: var arms }:
                foreach (ISwitchExpressionArmOperation arm in arms)
                {
                    scope.Tell(arm.Value);
                }

                break;
            case { Kind: OperationKind.None }:
                foreach (IOperation part in operation.ChildOperations)
                {
                    scope.Tell(part);
                }

                break;
            default:
                scope.Tell(Inner(operation));
                break;
        }
    }

    /// <summary>The operation whose value an operation hands on, where that is a single one.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns><see langword="null"/> if the operation brings in a value of its own.</returns>
    public static IOperation? Inner(IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        IConditionalAccessOperation access => access.WhenNotNull,
        IAwaitOperation await => await.Operation,
        IDelegateCreationOperation { Target: IMethodReferenceOperation method } => method,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IImplicitIndexerReferenceOperation element => element.Instance,
        ISpreadOperation spread => spread.Operand,
        IAddressOfOperation address => address.Reference,
        IAssignmentOperation assignment => assignment.Value,
        IWithOperation with => with.Operand,
        _ => null,
    };

    private static void TellAll<T>(BodyScope scope, ImmutableArray<T> values)
        where T : IOperation
    {
        foreach (T value in values)
        {
            scope.Tell(value);
        }
    }
}
