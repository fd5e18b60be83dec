using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>Says in which type a place in a file is. Base lists, constraints and attributes of a type are places in it.</summary>
/// <param name="model">The file's semantic model.</param>
/// <param name="cancellationToken">Stops the binding.</param>
internal sealed class Sites(SemanticModel model, CancellationToken cancellationToken)
{
    private readonly Dictionary<SyntaxNode, INamedTypeSymbol?> _known = [];

    /// <summary>The innermost type around a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns><see langword="null"/> for usings and attributes of the assembly.</returns>
    public INamedTypeSymbol? Of(SyntaxNode place)
    {
        for (SyntaxNode? node = place; node is not null; node = node.Parent)
        {
            if (node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or GlobalStatementSyntax && Declared(node) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Whether all types of a file, or of one of its namespaces, act in a role.</summary>
    /// <param name="scope">The file or the namespace declaration.</param>
    /// <param name="access">Knows who acts.</param>
    /// <param name="role">The role.</param>
    /// <returns><see langword="false"/> also where there is no type.</returns>
    public bool AllAct(SyntaxNode scope, AccessModel access, INamedTypeSymbol role)
    {
        bool any = false;
        foreach (SyntaxNode node in scope.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
        {
            if (node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or GlobalStatementSyntax)
            {
                if (!access.Acts(Declared(node), role))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private INamedTypeSymbol? Declared(SyntaxNode node)
    {
        if (!_known.TryGetValue(node, out INamedTypeSymbol? type))
        {
            type = node is GlobalStatementSyntax
                ? model.GetEnclosingSymbol(node.SpanStart, cancellationToken)?.ContainingType
                : model.GetDeclaredSymbol(node, cancellationToken) as INamedTypeSymbol;
            _known[node] = type;
        }

        return type;
    }
}
