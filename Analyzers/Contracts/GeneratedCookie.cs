using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Tells cookies that the generator has written from a file that looks like them. Anybody can choose a path, a file name and a header; the
/// text of the cookies of some contracts is what the emitter yields for them, and nothing else.
/// </summary>
internal static class GeneratedCookie
{
    /// <summary>Whether a file is, to the character, the cookies of the contracts whose structs it has.</summary>
    /// <param name="file">The file's semantic model.</param>
    /// <param name="contracts">Reads contracts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns><see langword="false"/> for whatever somebody may have written.</returns>
    public static bool Is(SemanticModel file, DeclaredContracts contracts, CancellationToken cancellationToken)
    {
        if (file.SyntaxTree.GetRoot(cancellationToken) is not CompilationUnitSyntax { Members: { Count: > 0 } members })
        {
            return false;
        }

        List<CookieModel> cookies = new(members.Count);
        foreach (MemberDeclarationSyntax member in members)
        {
            if (OnlyStruct(member) is not { } cookie
                || file.GetDeclaredSymbol(cookie, cancellationToken) is not INamedTypeSymbol type
                || contracts.Of(type) is not { } contract)
            {
                return false;
            }

            cookies.Add(contract);
        }

        return file.SyntaxTree.GetText(cancellationToken).ContentEquals(CookieEmitter.Text(cookies.ToArray()));
    }

    // Down from type to type, as long as there is one alone.
    private static StructDeclarationSyntax? OnlyStruct(MemberDeclarationSyntax outermost)
    {
        MemberDeclarationSyntax node = outermost;
        while (OnlyMember(node) is { } member)
        {
            node = member;
        }

        return node as StructDeclarationSyntax;
    }

    private static MemberDeclarationSyntax? OnlyMember(MemberDeclarationSyntax node) => node switch
    {
        BaseNamespaceDeclarationSyntax { Members: [var member] } => member,
        TypeDeclarationSyntax { Members: [var member] } => member,
        _ => null,
    };
}
