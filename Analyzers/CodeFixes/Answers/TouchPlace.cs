using Microsoft.CodeAnalysis;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Where a diagnostic is.</summary>
/// <param name="Document">The file.</param>
/// <param name="Model">Its semantic model.</param>
/// <param name="Node">The innermost node that the diagnostic spans.</param>
internal sealed record TouchPlace(Document Document, SemanticModel Model, SyntaxNode Node)
{
    /// <summary>The node and those around it that are of a kind, the innermost first.</summary>
    /// <typeparam name="TNode">The kind.</typeparam>
    /// <returns>The nodes.</returns>
    public IEnumerable<TNode> Around<TNode>()
        where TNode : SyntaxNode => Node.AncestorsAndSelf().OfType<TNode>();
}
