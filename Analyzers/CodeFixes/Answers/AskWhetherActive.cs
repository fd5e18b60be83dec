using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where an interrupt's message is looked at only to see whether there is one, asks the device: <c>irqs.GetCachedMessage(virq) != default</c>
/// becomes <c>device.DescribeIrq(virq).IsActivated</c>.
/// </summary>
internal sealed class AskWhetherActive : Answer
{
    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken)
    {
        foreach (BinaryExpressionSyntax test in place.Around<BinaryExpressionSyntax>())
        {
            if (test.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                && (VirqOf(test.Left, test.Right, place.Model) ?? VirqOf(test.Right, test.Left, place.Model)) is { } virq
                && OpenValue.AtHand(RuntimeApi.Device, test, place.Model) is { } device)
            {
                string not = test.IsKind(SyntaxKind.EqualsExpression) ? "!" : "";
                return Task.FromResult<Rewrite?>(new Rewrite("Ask the device whether the interrupt is active")
                    .Replace(place.Document, test.Span, $"{not}{device}.DescribeIrq({virq}).IsActivated"));
            }
        }

        return Task.FromResult<Rewrite?>(null);
    }

    // The address of a message is never zero; the data may be.
    private static ExpressionSyntax? VirqOf(ExpressionSyntax message, ExpressionSyntax nothing, SemanticModel model)
    {
        bool isNothing = nothing.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression;
        if (message is MemberAccessExpressionSyntax address && RuntimeApi.IsMember(model.GetSymbolInfo(address).Symbol, RuntimeApi.Message, "Address"))
        {
            message = address.Expression;
            isNothing = model.GetConstantValue(nothing) is { HasValue: true, Value: 0 or 0u or 0L or 0ul };
        }

        return isNothing
            && message is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var virq }] } call
            && RuntimeApi.IsMember(model.GetSymbolInfo(call).Symbol, "IrqSubsystem", "GetCachedMessage")
                ? virq
                : null;
    }
}
