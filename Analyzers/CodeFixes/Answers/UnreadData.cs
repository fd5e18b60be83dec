using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Takes out a field, property or local that is written but never read, with what writes it.</summary>
internal static class UnreadData
{
    /// <summary>Takes it out.</summary>
    /// <param name="symbol">The field, property or local.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="place">Where the diagnostic is.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if somebody reads it, or something would not happen any more.</returns>
    public static async Task<Rewrite?> RemoveAsync(ISymbol symbol, SyntaxNode declaration, TouchPlace place, CancellationToken cancellationToken)
    {
        Rewrite rewrite = new($"Remove '{symbol.Name}', which is never read");
        if (!Removable.IsOwn(symbol) || Removable.BearsAttributes(symbol) || ShowsItsData(symbol.ContainingType))
        {
            return null;
        }

        switch (InitializerOf(declaration))
        {
            case { } value when !SideEffects.AreNone(value):
                if (declaration is not StatementSyntax || !CanStandAlone(value, place.Model))
                {
                    return null;
                }

                _ = rewrite.Replace(place.Document, declaration.Span, $"{value};");
                break;
            default:
                _ = rewrite.Remove(place.Document, declaration);
                break;
        }

        foreach (Usage usage in await Usages.OfAsync(symbol, place.Document.Project, cancellationToken).ConfigureAwait(false))
        {
            if (!declaration.Span.Contains(usage.Node.Span) && !RemoveWrite(usage, rewrite))
            {
                return null;
            }
        }

        return rewrite.IsConsistent ? rewrite : null;
    }

    private static bool RemoveWrite(Usage usage, Rewrite rewrite)
    {
        SyntaxNode target = usage.Node;
        if (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
        {
            if (!SideEffects.AreNone(member.Expression))
            {
                return false;
            }

            target = member;
        }

        if (target.Parent is not AssignmentExpressionSyntax assignment
            || assignment.Left != target
            || assignment.Kind() is not (SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression))
        {
            return false;
        }

        bool isFree = SideEffects.AreNone(assignment.Right);
        if (!isFree && !(assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && CanStandAlone(assignment.Right, usage.Model)))
        {
            return false;
        }

        switch (assignment.Parent)
        {
            case ExpressionStatementSyntax statement when !isFree:
                _ = rewrite.Replace(usage.Document, assignment.Span, assignment.Right.ToString());
                return true;
            case ExpressionStatementSyntax statement:
                _ = StatementRemoval.Remove(rewrite, usage.Document, statement);
                return true;
            case ArrowExpressionClauseSyntax { Parent: { } body } arrow when GivesNothing(body, usage.Model):
                _ = isFree
                    ? rewrite.Replace(usage.Document, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(arrow.SpanStart, body.Span.End), "{ }")
                    : rewrite.Replace(usage.Document, assignment.Span, assignment.Right.ToString());
                return true;
            case LambdaExpressionSyntax lambda when isFree && GivesNothing(lambda, usage.Model):
                _ = rewrite.Replace(usage.Document, assignment.Span, "{ }");
                return true;
            case InitializerExpressionSyntax initializer when isFree:
                _ = rewrite.Replace(usage.Document, NodeRemoval.SpanIn(initializer.Expressions, initializer.Expressions.IndexOf(assignment)), "");
                return true;
            default:
                return false;
        }
    }

    private static bool GivesNothing(SyntaxNode body, SemanticModel model) =>
        (model.GetDeclaredSymbol(body) ?? model.GetSymbolInfo(body).Symbol) is IMethodSymbol { ReturnsVoid: true };

    private static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        BaseFieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: { } value }] } => value,
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } value }] } => value,
        PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
        _ => null,
    };

    // It would be reported itself if it touched anything restricted.
    private static bool CanStandAlone(ExpressionSyntax value, SemanticModel model) =>
        value is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax
        && CandidateAssemblies.Find(model.Compilation) is { } candidates
        && new RestrictionModel(candidates) is var restrictions
        && value.DescendantNodesAndSelf().All(node =>
            (model.GetTypeInfo(node).Type is not { } type || !restrictions.HasRestrictedPart(type))
            && (model.GetSymbolInfo(node).Symbol is not { Kind: SymbolKind.Method or SymbolKind.Property or SymbolKind.Field or SymbolKind.Event } member || restrictions.OfMember(member).IsEmpty));

    // Records compare and print what they hold; a layout is somebody else's, too.
    private static bool ShowsItsData(INamedTypeSymbol? type) =>
        type is { IsRecord: true } || type?.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "StructLayoutAttribute") == true;
}
