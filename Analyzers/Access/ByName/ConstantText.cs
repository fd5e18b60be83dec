using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>The texts that a string expression is known to give: constants, and what is put together of them.</summary>
internal static class ConstantText
{
    private const int Most = 16;

    /// <summary>The texts that a value may be.</summary>
    /// <param name="value">The value.</param>
    /// <returns>None if nothing is known.</returns>
    public static IEnumerable<string> Of(IOperation? value) => From(value, []).Select(text => text.Text);

    /// <summary>The texts that a value may be, and where they are written.</summary>
    /// <param name="value">The value.</param>
    /// <returns>None if nothing is known.</returns>
    public static IEnumerable<(string Text, IOperation Source)> From(IOperation? value) => From(value, []);

    private static IEnumerable<(string Text, IOperation Source)> From(IOperation? value, HashSet<IOperation> asked)
    {
        foreach (IOperation source in PossibleValues.Of(value))
        {
            if (source.ConstantValue is { HasValue: true, Value: string constant })
            {
                yield return (constant, source);
            }
            else if (Pieces(source) is { } pieces && asked.Count < Most && asked.Add(source) && Join(pieces, asked) is { } text)
            {
                yield return (text, source);
            }
        }
    }

    private static IEnumerable<IOperation>? Pieces(IOperation value) => value switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum => [sum.LeftOperand, sum.RightOperand],
        IInterpolatedStringOperation interpolated => interpolated.Parts.Select(Piece),
        IInvocationOperation { TargetMethod: { Name: nameof(string.Concat), ContainingType.SpecialType: SpecialType.System_String } } concat =>
            concat.Arguments.SelectMany(argument => Elements(argument.Value)),
        _ => null,
    };

    private static IOperation Piece(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation { FormatString: null, Alignment: null } hole => hole.Expression,
        _ => part,
    };

    /// <summary>The elements that an array or collection is written with.</summary>
    /// <param name="value">The array, or a value that is none.</param>
    /// <returns>Its elements, or the value itself.</returns>
    public static IEnumerable<IOperation> Elements(IOperation value) => value switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        IConversionOperation { Operand: ICollectionExpressionOperation collection } => collection.Elements,
        _ => [value],
    };

    // Of a piece that may be several texts the first is taken.
    private static string? Join(IEnumerable<IOperation> pieces, HashSet<IOperation> asked)
    {
        StringBuilder joined = new();
        foreach (IOperation piece in pieces)
        {
            if (From(piece, asked).FirstOrDefault() is not { Text: { } text })
            {
                return null;
            }

            _ = joined.Append(text);
        }

        return joined.ToString();
    }
}
