using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

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
    /// <param name="signs">Words that make suspect what they stand in, unless they look harmless.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static SuspectCode? Of(SyntaxTree tree, Carriers carriers, NameTable signs, CancellationToken cancellationToken)
    {
        Words words = Words.Of(tree, cancellationToken);
        if (!carriers.IsEverywhere && !words.MayHold(carriers.Names) && !words.MayHold(signs))
        {
            return null;
        }

        SyntaxNode root = tree.GetRoot(cancellationToken);
        SuspectCode code = new(root);
        if (root is CompilationUnitSyntax unit)
        {
            NameTable both = carriers.With(signs);
            HashSet<string> aliases = RestrictedNames.Aliases(unit, both, global: false);
            NameTable names = carriers.Names.With(aliases);
            foreach (SyntaxToken token in TextScan.Find(root, tree.GetText(cancellationToken), both.With(aliases), cancellationToken, Signs.Keywords))
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
        InOrder.SelectMany(declaration => ExecutableCode.Of(declaration, model, cancellationToken));

    /// <summary>The members that the declarations declare, accessors too.</summary>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns>Methods, properties, events and their accessors, in the order of the file.</returns>
    public IEnumerable<ISymbol> Members(SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode declaration in InOrder)
        {
            switch (declaration)
            {
                case EventFieldDeclarationSyntax { Declaration.Variables: var variables }:
                    foreach (VariableDeclaratorSyntax variable in variables)
                    {
                        if (model.GetDeclaredSymbol(variable, cancellationToken) is { } declared)
                        {
                            yield return declared;
                        }
                    }

                    break;
                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax when model.GetDeclaredSymbol(declaration, cancellationToken) is { } member:
                    yield return member;
                    foreach (IMethodSymbol accessor in Accessors(member))
                    {
                        yield return accessor;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The types that the declarations are, or are in.</summary>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns>Each once.</returns>
    public IEnumerable<INamedTypeSymbol> Types(SemanticModel model, CancellationToken cancellationToken) => InOrder
        .Select(declaration => declaration.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>())
        .OfType<BaseTypeDeclarationSyntax>()
        .Distinct()
        .Select(type => model.GetDeclaredSymbol(type, cancellationToken))
        .OfType<INamedTypeSymbol>()
        .Distinct<INamedTypeSymbol>(ReferenceComparer<INamedTypeSymbol>.Instance);

    private IEnumerable<SyntaxNode> InOrder => _declarations.OrderBy(declaration => declaration.SpanStart);

    private static IEnumerable<IMethodSymbol> Accessors(ISymbol member) => (member switch
    {
        IPropertySymbol property => [property.GetMethod, property.SetMethod],
        IEventSymbol @event => (IMethodSymbol?[])[@event.AddMethod, @event.RemoveMethod],
        _ => [],
    }).OfType<IMethodSymbol>();

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
        if (!_declarations.Contains(around) || around is not BaseTypeDeclarationSyntax)
        {
            _declarations.UnionWith(ExecutableCode.DeclarationsIn(around));
        }
    }
}
