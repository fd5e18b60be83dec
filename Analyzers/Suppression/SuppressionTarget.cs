using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Suppression;

/// <summary>The type or member that a suppression is about, which is what the ledger would sanction.</summary>
internal static class SuppressionTarget
{
    /// <summary>The innermost declaration around a place that the ledger has a name for.</summary>
    /// <param name="place">The place: an attribute, or what comes after a pragma.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns>Its documentation comment id; <see langword="null"/> outside of any, and in a <c>file</c> type.</returns>
    public static string? Of(SyntaxNode? place, SemanticModel model, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = place; node is not null; node = node.Parent)
        {
            ISymbol? declared = node switch
            {
                BaseFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } => model.GetDeclaredSymbol(variable, cancellationToken),
                BaseNamespaceDeclarationSyntax or GlobalStatementSyntax => null,
                MemberDeclarationSyntax member => model.GetDeclaredSymbol(member, cancellationToken),
                _ => null,
            };
            if (declared?.GetDocumentationCommentId() is { Length: > 2 } id)
            {
                return IsInFileType(declared) ? null : id;
            }
        }

        return null;
    }

    private static bool IsInFileType(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }
}
