using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>The code of a file that names a carrier, and the names.</summary>
internal sealed class SuspectCode
{
    private readonly SyntaxNode _root;
    private readonly HashSet<SyntaxNode> _declarations = [];
    private readonly List<SyntaxToken> _typeNames = [];

    private SuspectCode(SyntaxNode root) => _root = root;

    /// <summary>The names of types that are carriers, and of aliases, wherever in the file they stand.</summary>
    public IReadOnlyList<SyntaxToken> TypeNames => _typeNames;

    /// <summary>Finds the suspect code of a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="carriers">The carriers.</param>
    /// <param name="methods">Names that are suspect where they are called with something.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static SuspectCode? Of(SyntaxTree tree, Carriers carriers, NameTable methods, CancellationToken cancellationToken)
    {
        Words words = Words.Of(tree, cancellationToken);
        if (!carriers.IsEverywhere && !words.MayHold(carriers.Names) && !words.MayHold(methods))
        {
            return null;
        }

        SyntaxNode root = tree.GetRoot(cancellationToken);
        SuspectCode code = new(root);
        if (root is CompilationUnitSyntax unit)
        {
            HashSet<string> aliases = RestrictedNames.Aliases(unit, carriers.Names.With(methods.Names), global: false);
            NameTable names = carriers.Names.With(aliases);
            foreach (SyntaxToken token in TextScan.Find(root, tree.GetText(cancellationToken), names.With(methods.Names), cancellationToken))
            {
                if (carriers.Types.Contains(token.ValueText) || aliases.Contains(token.ValueText))
                {
                    code._typeNames.Add(token);
                }

                if (names.Contains(token.ValueText) || !Signs.IsHarmless(token))
                {
                    code.Add(token);
                }
            }
        }

        if (carriers.IsEverywhere)
        {
            code.AddAll(root);
        }

        return code;
    }

    /// <summary>The code, by the symbols that it belongs to.</summary>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns>The code in the order of the file.</returns>
    public IEnumerable<ExecutableCode.Block> Blocks(SemanticModel model, CancellationToken cancellationToken) =>
        _declarations.OrderBy(declaration => declaration.SpanStart).SelectMany(declaration => ExecutableCode.Of(declaration, model, cancellationToken));

    private void Add(SyntaxToken token)
    {
        for (SyntaxNode? node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case UsingDirectiveSyntax { StaticKeyword.RawKind: not 0 } directive:
                    AddAll(directive.Parent ?? _root);
                    return;
                case UsingDirectiveSyntax:
                    return;
                case GlobalStatementSyntax or CompilationUnitSyntax:
                    _ = _declarations.Add(_root);
                    return;
                case BaseTypeDeclarationSyntax type:
                    // Its members know what its head names without naming it again.
                    AddAll(type);
                    return;
                case MemberDeclarationSyntax member:
                    _ = _declarations.Add(member);
                    return;
                default:
                    break;
            }
        }
    }

    private void AddAll(SyntaxNode around)
    {
        if (_declarations.Contains(around) && around is BaseTypeDeclarationSyntax)
        {
            return;
        }

        foreach (SyntaxNode node in around.DescendantNodesAndSelf(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
        {
            if (node is CompilationUnitSyntax or (MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)))
            {
                _ = _declarations.Add(node);
            }
        }
    }
}
