using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Takes out what holds something restricted and is never read: a field, property or local with its assignments, a parameter with its arguments,
/// a private method or property that gives it and that nobody calls.
/// </summary>
internal sealed class RemoveUnread : Answer
{
    /// <inheritdoc/>
    public override async Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode around in place.Around<SyntaxNode>())
        {
            if (await RemoveAsync(around, place, cancellationToken).ConfigureAwait(false) is { } rewrite)
            {
                return rewrite;
            }
        }

        return null;
    }

    private static async Task<Rewrite?> RemoveAsync(SyntaxNode around, TouchPlace place, CancellationToken cancellationToken)
    {
        switch (around)
        {
            case ParameterSyntax declaration when place.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } parameter:
                return await UnreadParameter.RemoveAsync(parameter, declaration, place, cancellationToken).ConfigureAwait(false);

            // Of several in one declaration, each would have to be looked at.
            case VariableDeclarationSyntax { Variables: [var variable], Parent: FieldDeclarationSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } } declaration
                when place.Model.GetDeclaredSymbol(variable, cancellationToken) is { } symbol:
                return await UnreadData.RemoveAsync(symbol, declaration.Parent!, place, cancellationToken).ConfigureAwait(false);

            case AssignmentExpressionSyntax assignment when place.Model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } symbol:
                return await RemoveAssignedAsync(symbol, place, cancellationToken).ConfigureAwait(false);

            case PropertyDeclarationSyntax declaration when place.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } property:
                return IsAuto(declaration)
                    ? await UnreadData.RemoveAsync(property, declaration, place, cancellationToken).ConfigureAwait(false)
                    : await RemoveUncalledAsync(property, declaration, place, cancellationToken).ConfigureAwait(false);

            case MethodDeclarationSyntax or LocalFunctionStatementSyntax when place.Model.GetDeclaredSymbol(around, cancellationToken) is IMethodSymbol method:
                return await RemoveUncalledAsync(method, around, place, cancellationToken).ConfigureAwait(false);

            default:
                return null;
        }
    }

    // The diagnostic may be at what is assigned, far from the declaration.
    private static async Task<Rewrite?> RemoveAssignedAsync(ISymbol symbol, TouchPlace place, CancellationToken cancellationToken)
    {
        if (symbol is not (IFieldSymbol or ILocalSymbol or IPropertySymbol)
            || symbol.DeclaringSyntaxReferences is not [var reference]
            || place.Document.Project.GetDocument(reference.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        SyntaxNode? declaration = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } } variables } =>
                variables.Parent,
            PropertyDeclarationSyntax property when IsAuto(property) => property,
            _ => null,
        };
        return declaration is null
            ? null
            : await UnreadData.RemoveAsync(symbol, declaration, new(document, model, declaration), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Rewrite?> RemoveUncalledAsync(ISymbol symbol, SyntaxNode declaration, TouchPlace place, CancellationToken cancellationToken)
    {
        bool isOwn = symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            || (symbol.DeclaredAccessibility == Accessibility.Private && symbol is not IMethodSymbol { Name: "Main" or "<Main>$" } && IsNotPartial(symbol));
        // What merely works with something restricted may be waiting for its first caller.
        bool isAccessor = TypeOf(symbol) is { } type && CandidateAssemblies.Find(place.Model.Compilation) is { } candidates && new RestrictionModel(candidates).HasRestrictedPart(type);
        bool isFound = symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name != "UnsafeAccessorAttribute");
        if (!isOwn
            || !isAccessor
            || isFound
            || !(symbol.IsExtern || Removable.IsOwn(symbol))
            || (await Usages.OfAsync(symbol, place.Document.Project, cancellationToken).ConfigureAwait(false)).Any(usage => !declaration.Span.Contains(usage.Node.Span)))
        {
            return null;
        }

        Rewrite rewrite = new($"Remove '{symbol.Name}', which is never used");
        return declaration is StatementSyntax statement
            ? StatementRemoval.Remove(rewrite, place.Document, statement)
            : rewrite.Remove(place.Document, declaration);
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol is IMethodSymbol method ? method.ReturnType : (symbol as IPropertySymbol)?.Type;

    private static bool IsNotPartial(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length == 1
        && symbol is not IMethodSymbol { IsPartialDefinition: true } and not IMethodSymbol { PartialDefinitionPart: not null }
        && symbol is not (IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 } or IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 });

    private static bool IsAuto(PropertyDeclarationSyntax declaration) =>
        declaration.AccessorList?.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) == true;
}
