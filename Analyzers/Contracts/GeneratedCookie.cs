using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Tells a cookie that the generator has written from a file that looks like one. Anybody can choose a path, a file name and a header; the
/// text of a contract's cookie is what the emitter yields for the contract, and nothing else.
/// </summary>
internal static class GeneratedCookie
{
    /// <summary>Whether a file is, to the character, the cookie of a contract.</summary>
    /// <param name="file">The file's semantic model.</param>
    /// <param name="contracts">Reads contracts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns><see langword="false"/> for whatever somebody may have written.</returns>
    public static bool Is(SemanticModel file, DeclaredContracts contracts, CancellationToken cancellationToken) =>
        OnlyStruct(file.SyntaxTree.GetRoot(cancellationToken)) is { } cookie
        && file.GetDeclaredSymbol(cookie, cancellationToken) is INamedTypeSymbol type
        && contracts.Of(type) is { } contract
        && file.SyntaxTree.GetText(cancellationToken).ContentEquals(CookieEmitter.Text(contract));

    // Down from type to type, as long as there is one alone.
    private static StructDeclarationSyntax? OnlyStruct(SyntaxNode root)
    {
        SyntaxNode node = root;
        while (OnlyMember(node) is { } member)
        {
            node = member;
        }

        return node as StructDeclarationSyntax;
    }

    private static MemberDeclarationSyntax? OnlyMember(SyntaxNode node) => node switch
    {
        CompilationUnitSyntax { Members: [var member] } => member,
        BaseNamespaceDeclarationSyntax { Members: [var member] } => member,
        TypeDeclarationSyntax { Members: [var member] } => member,
        _ => null,
    };
}
