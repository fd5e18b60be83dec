using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Finds the code of members that the analyzer was not called for.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="cancellationToken">Stops the binding.</param>
internal sealed class BodySource(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>The code of a method or accessor.</summary>
    /// <param name="method">The method.</param>
    /// <returns>Its operations; none where it has no code here.</returns>
    public ImmutableArray<IOperation> Of(IMethodSymbol method)
    {
        var found = ImmutableArray.CreateBuilder<IOperation>();
        foreach (SyntaxReference reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellationToken);
            Add(found, syntax is TypeDeclarationSyntax { BaseList.Types: { } bases } ? bases.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() : syntax);
        }

        return found.ToImmutable();
    }

    /// <summary>The pieces of code in a type, its nested types included, that write a name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whose code it is, and the code.</returns>
    public IEnumerable<(ISymbol Owner, ImmutableArray<IOperation> Code)> Mentioning(INamedTypeSymbol type, string name)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            HashSet<SyntaxNode> seen = [];
            foreach (SyntaxToken token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && Enclosing(token) is { } piece && seen.Add(piece))
                {
                    SemanticModel model = compilation.GetSemanticModel(piece.SyntaxTree);
                    if (OwnerOf(model, piece) is { } owner && model.GetOperation(piece, cancellationToken) is { } code)
                    {
                        yield return (owner, [code]);
                    }
                }
            }
        }
    }

    private void Add(ImmutableArray<IOperation>.Builder found, SyntaxNode? syntax)
    {
        if (syntax is not null && compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is { } operation)
        {
            found.Add(operation);
        }
    }

    private static SyntaxNode? Enclosing(SyntaxToken token)
    {
        if (token.Parent is VariableDeclaratorSyntax { Initializer: { } value, Parent.Parent: BaseFieldDeclarationSyntax })
        {
            return value;
        }

        if (token.Parent is PropertyDeclarationSyntax { Initializer: { } initial })
        {
            return initial;
        }

        for (SyntaxNode? node = token.Parent; node is not null and not BaseTypeDeclarationSyntax; node = node.Parent)
        {
            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PrimaryConstructorBaseTypeSyntax
                or ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }
                or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } })
            {
                return node;
            }
        }

        return null;
    }

    private ISymbol? OwnerOf(SemanticModel model, SyntaxNode piece) => piece switch
    {
        PrimaryConstructorBaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax type } =>
            (model.GetDeclaredSymbol(type, cancellationToken) as INamedTypeSymbol)?.InstanceConstructors.FirstOrDefault(constructor =>
                constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) == type)),
        ArrowExpressionClauseSyntax { Parent: { } property } => (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
        EqualsValueClauseSyntax { Parent: { } variable } => model.GetDeclaredSymbol(variable, cancellationToken),
        _ => model.GetDeclaredSymbol(piece, cancellationToken),
    };
}
