using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Takes out a statement that looks something restricted up and does nothing with it: <c>_ = irqs.GetCachedMessage(virq);</c>.</summary>
internal sealed class RemoveUnusedLookup : Answer
{
    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken) => Task.FromResult(
        place.Around<StatementSyntax>().FirstOrDefault() is ExpressionStatementSyntax statement && LookedUp(statement, place.Model, cancellationToken) is { } value && SideEffects.AreNone(value)
            ? StatementRemoval.Remove(new("Remove the lookup, whose result is not used"), place.Document, statement)
            : null);

    // "_" may be the name of something.
    private static ExpressionSyntax? LookedUp(ExpressionStatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) => statement.Expression switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } discard } assignment
            when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && model.GetSymbolInfo(discard, cancellationToken).Symbol is IDiscardSymbol => assignment.Right,
        InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ReturnsVoid: false } => call,
        _ => null,
    };
}
