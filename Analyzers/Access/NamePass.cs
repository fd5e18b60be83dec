using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Finds the places where a file names a restricted type: signatures, base lists, constraints, attributes, usings, bodies.
/// The text is searched first; only names that are found are bound.
/// </summary>
internal sealed class NamePass
{
    private readonly AccessModel _access;
    private readonly SemanticModel _model;
    private readonly Sites _sites;
    private readonly CancellationToken _cancellationToken;

    private NamePass(AccessModel access, SemanticModel model, CancellationToken cancellationToken)
    {
        _access = access;
        _model = model;
        _cancellationToken = cancellationToken;
        _sites = new(model, cancellationToken);
    }

    /// <summary>Reports the names in a file that its code may not use.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="names">The names in the file that may be those of restricted types.</param>
    /// <param name="context">The file.</param>
    public static void Run(AccessModel access, IEnumerable<SyntaxToken> names, SemanticModelAnalysisContext context)
    {
        NamePass pass = new(access, context.SemanticModel, context.CancellationToken);
        foreach (SyntaxToken token in names)
        {
            if (token.Parent is SimpleNameSyntax { Parent: not (NameColonSyntax or NameEqualsSyntax) } name && pass.UnmetOf(name) is { } unmet)
            {
                context.Report(unmet.At(token.GetLocation()));
            }
        }
    }

    private Unmet? UnmetOf(SimpleNameSyntax name)
    {
        if (Bind(name) is not { } type)
        {
            return null;
        }

        // What a name is constructed over is written beside it and found there, unless the name is an alias that hides it.
        bool isAlias = name is IdentifierNameSyntax identifier && _model.GetAliasInfo(identifier, _cancellationToken) is not null;
        if (isAlias ? !_access.Restrictions.HasRestrictedPart(type) : type is not INamedTypeSymbol named || _access.Restrictions.OfType(named).IsEmpty)
        {
            return null;
        }

        INamedTypeSymbol? site = _sites.Of(name);
        Unmet? unmet = isAlias ? _access.FirstUnmetPart(type, site)
            : _access.FirstUnmet(_access.Restrictions.OfType((INamedTypeSymbol)type), site) is { } restriction ? new(type, restriction)
            : null;
        return unmet is null || IsSameTouch(name, site) || IsUsingOfActingFile(name, unmet.Value.Restriction.Role) ? null : unmet;
    }

    private ITypeSymbol? Bind(SimpleNameSyntax name)
    {
        SymbolInfo bound = _model.GetSymbolInfo(name, _cancellationToken);
        ISymbol? symbol = bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol as ITypeSymbol;
    }

    /// <summary>Whether another diagnostic tells of the same touch: that of the name to the right, or of the argument.</summary>
    private bool IsSameTouch(SimpleNameSyntax name, INamedTypeSymbol? site)
    {
        SyntaxNode whole = TouchShape.WholeName(name);
        if (TouchShape.NameToTheRight(whole) is { } right)
        {
            SymbolInfo bound = _model.GetSymbolInfo(right, _cancellationToken);
            switch (bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault())
            {
                case INamedTypeSymbol type:
                    return _access.FirstUnmet(_access.Restrictions.OfType(type), site) is not null;
                case { } member:
                    return _access.FirstUnmet(_access.Restrictions.OfMember(member), site) is not null;
                default:
                    return false;
            }
        }

        return TouchShape.ArgumentNaming(whole) is { } argument && ArgumentTouch.IsReported(_access, _model, argument, site, _cancellationToken);
    }

    private bool IsUsingOfActingFile(SimpleNameSyntax name, INamedTypeSymbol role) =>
        name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Parent: { } scope } && _sites.AllAct(scope, _access, role);
}
