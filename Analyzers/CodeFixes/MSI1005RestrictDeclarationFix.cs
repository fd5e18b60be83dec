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
                && !IsRestricted(declaration))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Restrict '{ExposingDeclaration.NameOf(declaration)}' to its type's role",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, Restricted(declaration, role!)))),
                        nameof(MSI1005RestrictDeclarationFix)),
                    diagnostic);
            }
        }
    }

    // The attribute stands once on a declaration; one for another role has to be thought about.
    private static bool IsRestricted(MemberDeclarationSyntax declaration) => declaration.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is var name
            && (name.EndsWith("RestrictedTo", StringComparison.Ordinal) || name.EndsWith("RestrictedToAttribute", StringComparison.Ordinal)));

    private static MemberDeclarationSyntax Restricted(MemberDeclarationSyntax declaration, string role)
    {
        SyntaxTriviaList leading = declaration.GetLeadingTrivia();
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(AttributeName),
            SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName("global::" + role)))]));
        AttributeListSyntax list = SyntaxFactory.AttributeList([attribute.WithAdditionalAnnotations(Simplifier.Annotation)])
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(SyntaxFactory.Space);
        MemberDeclarationSyntax bare = declaration.WithLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }
}
