using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where a message that was saved is written back into configuration space, part after part, lets the device do it:
/// <c>device.RestoreMsiState();</c>.
/// </summary>
internal sealed class RestoreMessages : Answer
{
    private static readonly ImmutableHashSet<string> s_writes = ["WriteConfig8", "WriteConfig16", "WriteConfig32"];

    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken) => Task.FromResult(
        place.Around<StatementSyntax>().FirstOrDefault() is ExpressionStatementSyntax { Parent: BlockSyntax { Statements: var statements } } statement
        && Restored(statement, place.Model) is { } device
            ? Restore(statements, statements.IndexOf(statement), device, place)
            : null);

    // Of statements in a row the first stands for all.
    private static Rewrite Restore(SyntaxList<StatementSyntax> statements, int middle, string device, TouchPlace place)
    {
        int first = middle;
        while (first > 0 && Restored(statements[first - 1], place.Model) == device)
        {
            first--;
        }

        Rewrite rewrite = new Rewrite("Let the device restore the messages").Replace(place.Document, statements[first].Span, $"{device}.RestoreMsiState();");
        for (int next = first + 1; next < statements.Count && Restored(statements[next], place.Model) == device; next++)
        {
            _ = rewrite.Remove(place.Document, statements[next]);
        }

        return rewrite;
    }

    private static string? Restored(StatementSyntax statement, SemanticModel model) =>
        statement is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var device }, ArgumentList.Arguments: [var offset, var value] } call,
        }
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
        && RuntimeApi.IsType(method.ContainingType, RuntimeApi.Device)
        && s_writes.Contains(method.Name)
        && SideEffects.AreNone(device)
        && SideEffects.AreNone(offset)
        && SideEffects.AreNone(value)
        && value.DescendantNodes().OfType<ExpressionSyntax>().Any(part => RuntimeApi.IsType(model.GetTypeInfo(part).Type, RuntimeApi.Message))
            ? device.ToString()
            : null;
}
