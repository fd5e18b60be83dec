using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// What of a declaration the compiler makes operations of, by the symbol that it belongs to: bodies, initializers, default values,
/// attributes. The compiler hands the same to a block action, but makes it for the whole compilation, and it forgets a few attributes:
/// those of an extension block's type parameters, and of the part of a constructor that has no body.
/// </summary>
internal static class ExecutableCode
{
    /// <summary>Code of one symbol.</summary>
    /// <param name="Owner">The symbol.</param>
    /// <param name="Blocks">Its operations.</param>
    public readonly record struct Block(ISymbol Owner, ImmutableArray<IOperation> Blocks)
    {
        /// <summary>The innermost type around the code; <see langword="null"/> for the attributes of an assembly.</summary>
        public INamedTypeSymbol? Site => Owner as INamedTypeSymbol ?? Owner.ContainingType;
    }

    /// <summary>The code of a declaration, without that of the members in it.</summary>
    /// <param name="declaration">A member, a type, or the file for its attributes and top-level statements.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns>One block for each symbol that has code.</returns>
    public static IEnumerable<Block> Of(SyntaxNode declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach ((SyntaxNode owner, IEnumerable<SyntaxNode> nodes) in Owned(declaration))
        {
            ImmutableArray<IOperation> blocks =
            [
                .. nodes.Select(node => model.GetOperation(node, cancellationToken)).Where(operation => operation is not null).Select(operation => operation!),
            ];
            if (!blocks.IsEmpty && Owner(owner, model, cancellationToken) is { } symbol)
            {
                yield return new(symbol, blocks);
            }
        }
    }

    /// <summary>The declarations in a file, a namespace or a type, and itself.</summary>
    /// <param name="around">The file, the namespace or the type.</param>
    /// <returns>Types and members at any depth, and the file for what it declares outside of them.</returns>
    public static IEnumerable<SyntaxNode> DeclarationsIn(SyntaxNode around) => around
        .DescendantNodesAndSelf(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax)
        .Where(static node => node is CompilationUnitSyntax or (MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)));

    private static ISymbol? Owner(SyntaxNode owner, SemanticModel model, CancellationToken cancellationToken) => owner switch
    {
        // The primary constructor is declared by the type's own declaration.
        ParameterListSyntax { Parent: TypeDeclarationSyntax type } => model.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol declared
            ? declared.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == type.SyntaxTree && reference.Span == type.Span)) ?? (ISymbol)declared
            : null,
        ArrowExpressionClauseSyntax { Parent: { } property } => (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
        CompilationUnitSyntax unit when unit.Members.FirstOrDefault(member => member is GlobalStatementSyntax) is { } statement =>
            model.GetEnclosingSymbol(statement.SpanStart, cancellationToken),
        AttributeListSyntax => model.Compilation.SourceModule.GlobalNamespace,
        _ => model.GetDeclaredSymbol(owner, cancellationToken),
    };

    private static IEnumerable<(SyntaxNode Owner, IEnumerable<SyntaxNode> Code)> Owned(SyntaxNode declaration)
    {
        switch (declaration)
        {
            case CompilationUnitSyntax unit:
                if (unit.Members.Any(SyntaxKind.GlobalStatement))
                {
                    yield return (unit, [unit]);
                }

                if (unit.AttributeLists is [var first, ..])
                {
                    yield return (first, Attributes(unit.AttributeLists));
                }

                break;
            case TypeDeclarationSyntax type:
                yield return (type, [.. Attributes(type.AttributeLists), .. Attributes(type.TypeParameterList)]);
                if (type.ParameterList is { } parameters)
                {
                    yield return (parameters, [.. Parameters(parameters), .. type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? []]);
                }

                break;
            case EnumDeclarationSyntax type:
                yield return (type, Attributes(type.AttributeLists));
                break;
            case DelegateDeclarationSyntax type:
                yield return (type, [.. Attributes(type.AttributeLists), .. Attributes(type.TypeParameterList), .. Parameters(type.ParameterList)]);
                break;
            case EnumMemberDeclarationSyntax constant:
                yield return (constant, [.. Node(constant.EqualsValue), .. Attributes(constant.AttributeLists)]);
                break;
            case BaseFieldDeclarationSyntax field:
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                {
                    yield return (variable, [.. Node(variable.Initializer), .. Attributes(field.AttributeLists)]);
                }

                break;
            case BaseMethodDeclarationSyntax method:
                yield return (method,
                [
                    .. Parameters(method.ParameterList), .. Node(method.Body ?? (SyntaxNode?)method.ExpressionBody),
                    .. Node((method as ConstructorDeclarationSyntax)?.Initializer), .. Attributes(method.AttributeLists),
                    .. Attributes((method as MethodDeclarationSyntax)?.TypeParameterList),
                ]);
                break;
            case BasePropertyDeclarationSyntax property:
                yield return (property,
                [
                    .. Node((property as PropertyDeclarationSyntax)?.Initializer), .. Parameters((property as IndexerDeclarationSyntax)?.ParameterList),
                    .. Attributes(property.AttributeLists),
                ]);
                if (((property as PropertyDeclarationSyntax)?.ExpressionBody ?? (property as IndexerDeclarationSyntax)?.ExpressionBody) is { } arrow)
                {
                    yield return (arrow, [arrow]);
                }

                foreach (AccessorDeclarationSyntax accessor in property.AccessorList?.Accessors ?? default)
                {
                    yield return (accessor, [.. Node(accessor.Body ?? (SyntaxNode?)accessor.ExpressionBody), .. Attributes(accessor.AttributeLists)]);
                }

                break;
            default:
                break;
        }
    }

    private static IEnumerable<SyntaxNode> Node(SyntaxNode? node) => node is null ? [] : [node];

    private static IEnumerable<SyntaxNode> Attributes(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes);

    private static IEnumerable<SyntaxNode> Attributes(TypeParameterListSyntax? list) =>
        list is null ? [] : list.Parameters.SelectMany(parameter => Attributes(parameter.AttributeLists));

    private static IEnumerable<SyntaxNode> Parameters(BaseParameterListSyntax? list)
    {
        foreach (ParameterSyntax parameter in list?.Parameters ?? default)
        {
            foreach (SyntaxNode node in Node(parameter.Default).Concat(Attributes(parameter.AttributeLists)))
            {
                yield return node;
            }
        }
    }
}
