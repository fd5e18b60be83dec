using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Finds the value that a usage site should have passed.</summary>
internal static class OpenValue
{
    /// <summary>The only value at hand that an overload takes in an argument's place.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>How it is written; <see langword="null"/> if there is none, or a choice of several.</returns>
    public static string? InPlaceOf(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        // A named argument would have to bear another name.
        if (argument is not { NameColon: null, RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } }
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod: { } called, Arguments: var arguments }
            || arguments.FirstOrDefault(candidate => argument.Span.Contains(candidate.Syntax.Span))?.Parameter is not { IsParams: false } parameter
            || CandidateAssemblies.Find(model.Compilation) is not { } candidates)
        {
            return null;
        }

        RestrictionModel restrictions = new(candidates);
        ImmutableArray<string> values =
        [
            .. called.ContainingType.GetMembers(called.Name).OfType<IMethodSymbol>()
                .Where(overload => restrictions.OfMember(overload).IsEmpty && DiffersOnlyAt(called, overload, parameter.Ordinal))
                .Select(overload => (overload.Arity == 0 ? overload : overload.Construct([.. called.TypeArguments])).Parameters[parameter.Ordinal].Type)
                .Where(type => !restrictions.HasRestrictedPart(type))
                .SelectMany(type => AtHand(type, call, model, restrictions))
                .Distinct(),
        ];
        return values is [var only] ? only : null;
    }

    /// <summary>The only value of a type of the runtime that the code has at hand.</summary>
    /// <param name="typeName">The type's name.</param>
    /// <param name="place">Where it is wanted.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <returns>How it is written; <see langword="null"/> if there is none, or a choice of several.</returns>
    public static string? AtHand(string typeName, SyntaxNode place, SemanticModel model) =>
        CandidateAssemblies.Find(model.Compilation) is { } candidates
        && model.Compilation.GetTypesByMetadataName($"MsiEncap.{typeName}") is [var type]
        && AtHand(type, place, model, new(candidates)) is [var only]
            ? only
            : null;

    private static bool DiffersOnlyAt(IMethodSymbol called, IMethodSymbol overload, int ordinal)
    {
        IMethodSymbol definition = called.OriginalDefinition;
        if (definition.Arity != overload.Arity || definition.IsStatic != overload.IsStatic || definition.Parameters.Length != overload.Parameters.Length)
        {
            return false;
        }

        IMethodSymbol comparable = overload.Arity == 0 ? overload : overload.Construct([.. definition.TypeParameters]);
        return SymbolEqualityComparer.Default.Equals(definition.ReturnType, comparable.ReturnType)
            && definition.Parameters.Zip(comparable.Parameters, (left, right) =>
                left.RefKind == right.RefKind && (left.Ordinal == ordinal) != SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(fits => fits);
    }

    // What the code can name here, and one step further: "map.Virq".
    private static List<string> AtHand(ITypeSymbol type, SyntaxNode place, SemanticModel model, RestrictionModel restrictions)
    {
        bool isStatic = model.GetEnclosingSymbol(place.SpanStart) is { IsStatic: true };
        List<string> further = [];
        List<string> near = [];
        foreach (ISymbol symbol in model.LookupSymbols(place.SpanStart))
        {
            if (ValueOf(symbol, place, isStatic) is not { } value || restrictions.HasRestrictedPart(value) || !restrictions.OfMember(Read(symbol)).IsEmpty)
            {
                continue;
            }

            if (SymbolEqualityComparer.Default.Equals(value, type))
            {
                near.Add(symbol.Name);
            }
            else if (symbol is ILocalSymbol or IParameterSymbol)
            {
                further.AddRange(value.GetMembers().OfType<IPropertySymbol>()
                    .Where(property => property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
                        && SymbolEqualityComparer.Default.Equals(property.Type, type)
                        && restrictions.OfMember(Read(property)).IsEmpty)
                    .Select(property => $"{symbol.Name}.{property.Name}"));
            }
        }

        return near.Count > 0 ? near : further;
    }

    private static ISymbol Read(ISymbol symbol) => symbol is IPropertySymbol { GetMethod: { } getter } ? getter : symbol;

    private static ITypeSymbol? ValueOf(ISymbol symbol, SyntaxNode place, bool isStatic) => symbol switch
    {
        ILocalSymbol local => local.Locations is [{ SourceSpan.End: var end }, ..] && end < place.SpanStart ? local.Type : null,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol { IsImplicitlyDeclared: false } field when field.IsStatic || !isStatic => field.Type,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property when property.IsStatic || !isStatic => property.Type,
        _ => null,
    };
}
