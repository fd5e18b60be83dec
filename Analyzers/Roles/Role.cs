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
}
