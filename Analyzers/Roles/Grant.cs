using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Roles;

/// <summary>An <c>[ActsAs]</c> as it stands in the source, listed in the ledger or not.</summary>
/// <param name="Role">The role that it names.</param>
/// <param name="Attribute">The attribute.</param>
internal readonly record struct Grant(INamedTypeSymbol Role, AttributeData Attribute)
{
    /// <summary>The grants that a type states itself.</summary>
    /// <param name="type">The type.</param>
    /// <returns>One for each attribute.</returns>
    public static ImmutableArray<Grant> Of(INamedTypeSymbol type)
    {
        ImmutableArray<Grant>.Builder? grants = null;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            // One that names no role grants nothing, and wants no line.
            if (WellKnownNames.IsActsAs(attribute.AttributeClass) && RestrictedTo.RoleOf(attribute) is var role && !WellKnownNames.IsActsAs(role))
            {
                grants ??= ImmutableArray.CreateBuilder<Grant>(1);
                grants.Add(new(role, attribute));
            }
        }

        return grants?.ToImmutable() ?? [];
    }
}
