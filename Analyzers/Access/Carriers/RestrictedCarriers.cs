using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>The carriers of what is restricted.</summary>
internal static class RestrictedCarriers
{
    /// <summary>Finds the carriers of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="restrictions">What is restricted in it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The carriers.</returns>
    public static Carriers Find(Compilation compilation, RestrictionModel restrictions, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<ISymbol> listed = [.. restrictions.Candidates.Listed?.Subjects ?? []];
        ReferencedCarriers? referenced = ReferencedCarriers.Find(
            string.Join("\n", listed.Select(subject => subject.GetDocumentationCommentId()).Prepend("restricted")),
            compilation.Assembly,
            restrictions.Candidates.Mentioning,
            type => !restrictions.OfType(type).IsEmpty,
            symbol => symbol is IParameterSymbol parameter ? !restrictions.OfParameter(parameter).IsEmpty : !restrictions.OfMember(symbol).IsEmpty);

        // An assembly that restricts itself says so once, at no declaration. What a listed extension is used on, only a declaration shows.
        bool isUntold = restrictions.RestrictsAll(compilation.Assembly) || listed.Any(subject => ImplicitMembers.Has(subject)
            && subject is IMethodSymbol { IsExtensionMethod: true } or { ContainingType.Name: "" });
        IReadOnlyCollection<string> types = isUntold || referenced is null ? RestrictedNames.OfTypes(restrictions, restrictions.Candidates.Roots)
            : RestrictedNames.OfTypes(restrictions, listed.OfType<INamespaceOrTypeSymbol>());
        return Carriers.Of(
            compilation,
            [.. Signs.Words, "RestrictedTo", "RestrictedToAttribute", .. types, .. listed.Where(subject => subject is not INamespaceSymbol).SelectMany(Names)],
            types,
            isUntold ? null : referenced,
            cancellationToken);
    }

    // What has no name is used on its type; an accessor goes by the name of what it belongs to.
    private static IEnumerable<string> Names(ISymbol listed) => listed is IMethodSymbol { AssociatedSymbol: { } owner } ? Names(owner)
        : ImplicitMembers.Has(listed) && listed.ContainingType is { } type
            ? [type.Name, listed.Name, .. (listed as IMethodSymbol)?.Parameters.Select(parameter => parameter.Type.Name) ?? []]
            : [listed.Name];
}
