using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Restricts a declaration that shows a restricted type to the role that the type is restricted to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1005RestrictDeclarationFix))]
[Shared]
public sealed class MSI1005RestrictDeclarationFix : CodeFixProvider
{
    private const string AttributeName = "MsiEncap.Encapsulation.RestrictedTo";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ExposedType];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new KeylessBatchFixAllProvider(nameof(MSI1005RestrictDeclarationFix));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(MSI1005ExposedTypeAnalyzer.RoleProperty, out string? role)
                && ExposingDeclaration.At(root, diagnostic) is { } declaration
                && TargetOf(declaration, diagnostic) is var target
                && !IsRestricted(declaration, target))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Restrict '{ExposingDeclaration.NameOf(declaration)}' to its type's role",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, Restricted(declaration, target, role!)))),
                        nameof(MSI1005RestrictDeclarationFix)),
                    diagnostic);
            }
        }
    }

    // The attribute stands once on a declaration; one for another role has to be thought about.
    private static bool IsRestricted(SyntaxNode declaration, string? target) => ListsOf(declaration)
        .Where(list => list.Target?.Identifier.ValueText == target)
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is var name
            && (name.EndsWith("RestrictedTo", StringComparison.Ordinal) || name.EndsWith("RestrictedToAttribute", StringComparison.Ordinal)));

    // A parameter of a record declares a property; a primary constructor has no declaration but its type's.
    private static string? TargetOf(SyntaxNode declaration, Diagnostic diagnostic) => declaration switch
    {
        ParameterSyntax => "property",
        TypeDeclarationSyntax when diagnostic.Properties.ContainsKey(MSI1005ExposedTypeAnalyzer.ConstructorProperty) => "method",
        _ => null,
    };

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode declaration) =>
        declaration is MemberDeclarationSyntax member ? member.AttributeLists : ((ParameterSyntax)declaration).AttributeLists;

    private static SyntaxNode Restricted(SyntaxNode declaration, string? target, string role)
    {
        SyntaxTriviaList leading = declaration.GetLeadingTrivia();
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(AttributeName),
            SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName("global::" + role)))]));
        AttributeListSyntax list = SyntaxFactory.AttributeList([attribute.WithAdditionalAnnotations(Simplifier.Annotation)])
            .WithTarget(target is null ? null : SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Identifier(target), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNode bare = declaration.WithLeadingTrivia();
        return bare is MemberDeclarationSyntax member
            ? member.WithAttributeLists(member.AttributeLists.Insert(0, list))
            : ((ParameterSyntax)bare).WithAttributeLists(((ParameterSyntax)bare).AttributeLists.Insert(0, list));
    }
}
