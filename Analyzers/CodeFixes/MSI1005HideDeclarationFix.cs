using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>Makes a declaration private that shows a restricted type, where nothing but its own type uses it by rule of the language.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1005HideDeclarationFix))]
[Shared]
public sealed class MSI1005HideDeclarationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ExposedType];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new KeylessBatchFixAllProvider(nameof(MSI1005HideDeclarationFix));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (ExposingDeclaration.At(root, diagnostic) is MemberDeclarationSyntax declaration && CanBePrivate(declaration))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Make '{ExposingDeclaration.NameOf(declaration)}' private",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, Private(declaration)))),
                        nameof(MSI1005HideDeclarationFix)),
                    diagnostic);
            }
        }
    }

    // Operators must be public, members of interfaces mostly are, and parts must agree. A top-level type has nowhere to hide, and a nested one
    // would have to take along what shows it.
    private static bool CanBePrivate(MemberDeclarationSyntax declaration) =>
        declaration is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax)
        && declaration.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
        && !declaration.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.RequiredKeyword);

    private static MemberDeclarationSyntax Private(MemberDeclarationSyntax declaration)
    {
        SyntaxTokenList modifiers = declaration.Modifiers;
        int first = modifiers.TakeWhile(modifier => !IsAccess(modifier)).Count();
        if (first == modifiers.Count)
        {
            return declaration;
        }

        SyntaxToken hidden = SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTriviaFrom(modifiers[first]);
        List<SyntaxToken> changed = [];
        for (int i = 0; i < modifiers.Count; i++)
        {
            if (i == first)
            {
                changed.Add(hidden);
            }
            else if (!IsAccess(modifiers[i]))
            {
                changed.Add(modifiers[i]);
            }
        }

        return declaration.WithModifiers([.. changed]) is BasePropertyDeclarationSyntax property ? WithoutAccess(property) : declaration.WithModifiers([.. changed]);
    }

    // An accessor may not be as open as its property, or more so.
    private static BasePropertyDeclarationSyntax WithoutAccess(BasePropertyDeclarationSyntax property) =>
        property.AccessorList is { } list
            ? property.WithAccessorList(list.WithAccessors([.. list.Accessors.Select(accessor =>
                accessor.Modifiers.Any(IsAccess)
                    ? accessor.WithModifiers([.. accessor.Modifiers.Where(modifier => !IsAccess(modifier))]).WithLeadingTrivia(accessor.GetLeadingTrivia())
                    : accessor)]))
            : property;

    private static bool IsAccess(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;
}
