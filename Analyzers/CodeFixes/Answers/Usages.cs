using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>A place that names or calls a symbol.</summary>
/// <param name="Document">The file.</param>
/// <param name="Model">Its semantic model.</param>
/// <param name="Node">The name; of a constructor the call.</param>
internal sealed record Usage(Document Document, SemanticModel Model, SyntaxNode Node);

/// <summary>Finds where a project uses a symbol that nobody else can.</summary>
internal static class Usages
{
    /// <summary>All places, documentation included.</summary>
    /// <param name="symbol">A symbol of the project's source.</param>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The places; a name that might mean the symbol is one.</returns>
    public static async Task<ImmutableArray<Usage>> OfAsync(ISymbol symbol, Project project, CancellationToken cancellationToken)
    {
        bool isConstructor = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
        ImmutableArray<Usage>.Builder found = ImmutableArray.CreateBuilder<Usage>();
        foreach (Document document in project.Documents.Concat(await project.GetSourceGeneratedDocumentsAsync(cancellationToken).ConfigureAwait(false)))
        {
            SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if ((!isConstructor && text.ToString().IndexOf(symbol.Name, StringComparison.Ordinal) < 0)
                || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
                || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            found.AddRange((isConstructor ? Calls(root) : Names(root, symbol.Name))
                .Where(node => Means(model.GetSymbolInfo(node, cancellationToken), symbol))
                .Select(node => new Usage(document, model, node)));
        }

        return found.ToImmutable();
    }

    private static IEnumerable<SyntaxNode> Calls(SyntaxNode root) => root.DescendantNodes()
        .Where(node => node is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or AttributeSyntax);

    private static IEnumerable<SyntaxNode> Names(SyntaxNode root, string name) => root.DescendantTokens(descendIntoTrivia: true)
        .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
        .Select(token => token.Parent!)
        .Where(node => node is SimpleNameSyntax);

    private static bool Means(SymbolInfo info, ISymbol symbol) =>
        IsSame(info.Symbol, symbol) || info.CandidateSymbols.Any(candidate => IsSame(candidate, symbol));

    private static bool IsSame(ISymbol? found, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals((found is IMethodSymbol { ReducedFrom: { } extension } ? extension : found)?.OriginalDefinition, symbol.OriginalDefinition);
}
