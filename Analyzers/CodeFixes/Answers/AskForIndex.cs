using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where a virq is computed from another whose index the code shows, asks for the index that was meant:
/// <c>Unsafe.BitCast&lt;int, Virq&gt;(device.GetIrqVector(0).Number + n)</c> becomes <c>device.GetIrqVector(n)</c>.
/// </summary>
internal sealed class AskForIndex : Answer
{
    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken) => Task.FromResult(
        place.Around<InvocationExpressionSyntax>().FirstOrDefault(call => IsMade(call, place.Model)) is { ArgumentList.Arguments: [{ Expression: var computed }] } made
        && Answer(Bare(computed), place.Model) is { } answer
            ? new Rewrite("Ask the device for the number of the index").Replace(place.Document, made.Span, answer)
            : null);

    private static bool IsMade(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "BitCast", ContainingType.Name: "Unsafe" } && RuntimeApi.IsType(model.GetTypeInfo(call).Type, RuntimeApi.Virq);

    private static string? Answer(ExpressionSyntax computed, SemanticModel model)
    {
        if (computed is not BinaryExpressionSyntax { OperatorToken.ValueText: "+" or "-" } sum)
        {
            return null;
        }

        string sign = sum.OperatorToken.ValueText;
        return NumberOf(sum.Left, model) is { } left ? AnswerAt(left, sign, sum.Right, model)
            : sign == "+" && NumberOf(sum.Right, model) is { } right ? AnswerAt(right, sign, sum.Left, model)
            : null;
    }

    // "virq.Number" gives "virq".
    private static ExpressionSyntax? NumberOf(ExpressionSyntax value, SemanticModel model) =>
        Bare(value) is MemberAccessExpressionSyntax member && RuntimeApi.IsMember(model.GetSymbolInfo(member).Symbol, RuntimeApi.Virq, "Number") ? Bare(member.Expression) : null;

    private static string? AnswerAt(ExpressionSyntax virq, string sign, ExpressionSyntax distance, SemanticModel model)
    {
        switch (Origin(virq, model))
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var device }, ArgumentList.Arguments: var arguments } call
                when model.GetSymbolInfo(call).Symbol is { } asked && SideEffects.AreNone(call):
                return RuntimeApi.IsMember(asked, RuntimeApi.Device, "GetIrqVector") && arguments is [{ Expression: var vector }]
                        ? $"{device}.GetIrqVector({Sum(vector, sign, distance)})"
                    : RuntimeApi.IsMember(asked, RuntimeApi.Device, "GetVirq") && arguments is [{ NameColon: null, Expression: var domain }, { NameColon: null, Expression: var index }]
                        ? $"{device}.GetVirq({domain}, {Sum(index, sign, distance)})"
                    : null;
            case MemberAccessExpressionSyntax { Expression: var map } member
                when RuntimeApi.IsMember(model.GetSymbolInfo(member).Symbol, RuntimeApi.Map, "Virq")
                && SideEffects.AreNone(map)
                && OpenValue.AtHand(RuntimeApi.Device, virq, model) is { } device:
                return $"{device}.GetVirq({map}.DomainId, {map}.Index {sign} {Operand(distance)})";
            default:
                return null;
        }
    }

    // A local that still is what it was declared with, and that is made of nothing that changes.
    private static ExpressionSyntax Origin(ExpressionSyntax virq, SemanticModel model)
    {
        if (model.GetSymbolInfo(virq).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declaration
            || declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return virq;
        }

        ImmutableHashSet<string> names = [.. value.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText), local.Name];
        bool changes = member.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => names.Contains(assignment.Left.ToString()),
            PrefixUnaryExpressionSyntax unary => names.Contains(unary.Operand.ToString()),
            PostfixUnaryExpressionSyntax unary => names.Contains(unary.Operand.ToString()),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => names.Contains(argument.Expression.ToString()),
            RefExpressionSyntax taken => names.Contains(taken.Expression.ToString()),
            _ => false,
        });
        return changes ? virq : Bare(value);
    }

    private static string Sum(ExpressionSyntax index, string sign, ExpressionSyntax distance) =>
        sign == "+" && index is LiteralExpressionSyntax { Token.Value: 0 } ? distance.ToString() : $"{Operand(index)} {sign} {Operand(distance)}";

    private static string Operand(ExpressionSyntax value) =>
        value is LiteralExpressionSyntax or NameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? value.ToString()
            : $"({value})";

    private static ExpressionSyntax Bare(ExpressionSyntax value)
    {
        while (value is ParenthesizedExpressionSyntax { Expression: var inner })
        {
            value = inner;
        }

        return value;
    }
}
