using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes;

/// <summary>Finds the declaration whose name a diagnostic is at.</summary>
internal static class ExposingDeclaration
{
    /// <summary>The declaration.</summary>
    /// <param name="root">The file.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns>A member, or a parameter of a record, which declares a property.</returns>
    public static SyntaxNode? At(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan)
        .FirstAncestorOrSelf<SyntaxNode>(one => one is MemberDeclarationSyntax or ParameterSyntax { Parent.Parent: RecordDeclarationSyntax });

    /// <summary>The name that a declaration is called by.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(SyntaxNode declaration) => declaration switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => string.Join(", ", field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)),
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
