using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Roles;

/// <summary>Questions about a role, which is the class that a <c>typeof</c> binds to.</summary>
internal static class Role
{
    /// <summary>The role and the roles it derives from, itself first; <c>EncapsulationRole</c> is none.</summary>
    /// <param name="role">The role.</param>
    /// <returns>What acting in the role includes.</returns>
    public static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol role)
    {
        yield return role;
        for (INamedTypeSymbol? next = role.BaseType?.OriginalDefinition;
            next is not null && next.SpecialType != SpecialType.System_Object && !WellKnownNames.IsRootRole(next);
            next = next.BaseType?.OriginalDefinition)
        {
            yield return next;
        }
    }

    /// <summary>The role's full name, as the ledger writes it.</summary>
    /// <param name="role">The role.</param>
    /// <returns>Namespace, containing types and name with dots.</returns>
    public static string FullName(INamedTypeSymbol role) =>
        role.GetDocumentationCommentId() is { Length: > 2 } id ? id.Substring(2) : role.Name;

    /// <summary>The roles of a full name, as an additional file gives it.</summary>
    /// <param name="compilation">Where the name is used.</param>
    /// <param name="fullName">Namespace, containing types and name with dots.</param>
    /// <returns>
    /// One for each assembly that has it; none if there is no such class. As in an attribute, any class will do: in a role that is none
    /// nobody acts.
    /// </returns>
    public static ImmutableArray<INamedTypeSymbol> Named(Compilation compilation, string fullName) =>
        [.. new DeclarationId("T:" + fullName).In(DeclarationId.Visible(compilation)).OfType<INamedTypeSymbol>().Where(type => type.TypeKind == TypeKind.Class)];

    /// <summary>Whether a symbol is a role: a class that derives from <c>EncapsulationRole</c>.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public static bool IsRole(ISymbol symbol)
    {
        HashSet<INamedTypeSymbol>? seen = null;
        for (INamedTypeSymbol? next = (symbol as INamedTypeSymbol)?.BaseType?.OriginalDefinition; next is not null; next = next.BaseType?.OriginalDefinition)
        {
            if (WellKnownNames.IsRootRole(next))
            {
                return true;
            }

            // In half-written code a class can derive from itself.
            if (!(seen ??= new(ReferenceComparer<INamedTypeSymbol>.Instance)).Add(next))
            {
                return false;
            }
        }

        return false;
    }
}
