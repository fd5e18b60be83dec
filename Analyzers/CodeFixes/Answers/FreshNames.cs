using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Names for new locals that nothing else in a member has.</summary>
/// <param name="place">Where they are declared.</param>
internal sealed class FreshNames(SyntaxNode place)
{
    private readonly HashSet<string> _taken =
    [
        .. (place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place.SyntaxTree.GetRoot()).DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText),
    ];

    /// <summary>A name.</summary>
    /// <param name="wanted">What it should be.</param>
    /// <returns>That, or with a number behind.</returns>
    public string Next(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = wanted + number;
        }

        return name;
    }
}
