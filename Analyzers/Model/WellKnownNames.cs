using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>
/// The attributes and the root of roles, known by full name alone, in whatever assembly: a library that does not reference the
/// runtime may declare its own copies.
/// </summary>
internal static class WellKnownNames
{
    public const string RestrictedTo = "MsiEncap.Encapsulation.RestrictedToAttribute";
    public const string ActsAs = "MsiEncap.Encapsulation.ActsAsAttribute";

    public static bool IsRestrictedTo(INamedTypeSymbol? type) => IsOurs(type, "RestrictedToAttribute");

    public static bool IsActsAs(INamedTypeSymbol? type) => IsOurs(type, "ActsAsAttribute");

    public static bool IsRootRole(INamedTypeSymbol? type) => IsOurs(type, "EncapsulationRole");

    private static bool IsOurs(INamedTypeSymbol? type, string name) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "Encapsulation", ContainingNamespace: { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true } } }
        && type.Name == name;
}
