using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes;

/// <summary>Finds the declaration whose name a diagnostic is at.</summary>
internal static class ExposingDeclaration
{
    /// <summary>The declaration.</summary>
    /// <param name="root">The file.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns><see langword="null"/> where the name is a parameter's, or belongs to several variables of one declaration.</returns>
    public static MemberDeclarationSyntax? At(SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
        return node.FirstAncestorOrSelf<SyntaxNode>(one => one is ParameterSyntax or MemberDeclarationSyntax) switch
        {
            BaseFieldDeclarationSyntax { Declaration.Variables.Count: > 1 } => null,
            MemberDeclarationSyntax declaration => declaration,
            _ => null,
        };
    }

    /// <summary>The name that a declaration is called by.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(MemberDeclarationSyntax declaration) => declaration switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        _ => "operator",
    };
}
