using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds restricted symbols that documentation refers to. It runs where <c>MsiEncapCrefs</c> asks for it.</summary>
internal static class CrefPass
{
    /// <summary>Whether a build wants references in documentation checked.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <returns><see langword="true"/> if the property <c>MsiEncapCrefs</c> is <c>true</c>.</returns>
    public static bool IsWanted(Compilation compilation, AnalyzerOptions options) =>
        string.Equals(BuildProperty.Of(compilation, options, "MsiEncapCrefs"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reports the references in a file that its code may not make.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">The file.</param>
    public static void Run(AccessModel access, SemanticModelAnalysisContext context)
    {
        SemanticModel model = context.SemanticModel;
        Sites sites = new(model, context.CancellationToken);
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes(descendIntoTrivia: true))
        {
            if (node is CrefSyntax { Parent: XmlCrefAttributeSyntax } cref)
            {
                INamedTypeSymbol? site = Site(cref, sites);
                foreach (SyntaxNode part in cref.DescendantNodes())
                {
                    if (part is SimpleNameSyntax name && UnmetOf(access, model, name, site, context.CancellationToken) is { } unmet)
                    {
                        context.Report(unmet.At(name.Identifier.GetLocation()));
                    }
                }
            }
        }
    }

    // Documentation stands before what it documents: that of a type is a place in it.
    private static INamedTypeSymbol? Site(CrefSyntax cref, Sites sites) =>
        cref.FirstAncestorOrSelf<DocumentationCommentTriviaSyntax>()?.ParentTrivia.Token.Parent is { } documented ? sites.Of(documented) : null;

    private static Unmet? UnmetOf(AccessModel access, SemanticModel model, SimpleNameSyntax name, INamedTypeSymbol? site, CancellationToken cancellationToken) =>
        OfSymbol(access, Bind(model, name, cancellationToken), site) is { } unmet
        && !(NextName(name) is { } right && OfSymbol(access, Bind(model, right, cancellationToken), site) is not null)
            ? unmet
            : null;

    private static Unmet? OfSymbol(AccessModel access, ISymbol? symbol, INamedTypeSymbol? site)
    {
        var restrictions = symbol switch
        {
            INamedTypeSymbol type => access.Restrictions.OfType(type),
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => access.Restrictions.OfMember(symbol),
            _ => [],
        };
        return access.FirstUnmet(restrictions, site) is { } restriction ? new(symbol!, restriction) : null;
    }

    private static ISymbol? Bind(SemanticModel model, SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        SymbolInfo bound = name.Parent is NameMemberCrefSyntax member ? model.GetSymbolInfo(member, cancellationToken) : model.GetSymbolInfo(name, cancellationToken);
        return bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault();
    }

    // The last restricted part of "Namespace.Type.Member" is the one to show.
    private static SimpleNameSyntax? NextName(SimpleNameSyntax name) => TouchShape.WholeName(name) switch
    {
        { Parent: QualifiedNameSyntax qualified } whole when qualified.Left == whole => qualified.Right,
        { Parent: QualifiedCrefSyntax { Container: var container, Member: NameMemberCrefSyntax { Name: SimpleNameSyntax member } } } whole when container == whole => member,
        _ => null,
    };
}
