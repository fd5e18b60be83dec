using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Which cookies of references an assembly can say that it was built with.</summary>
internal static class BuildFilter
{
    private static readonly string[] s_answeredInCode = ["ObsoleteAttribute", "ExperimentalAttribute", "RequiresPreviewFeaturesAttribute", "RestrictedToAttribute"];

    /// <summary>Whether generated code may name a cookie, and its layout is what it was compiled with.</summary>
    /// <param name="type">The cookie.</param>
    /// <returns><see langword="true"/> if so.</returns>
    public static bool Admits(INamedTypeSymbol type) => IsForAnyCode(type) && !HasForeignEnum(type);

    // What a user has to answer for where he names the type is not for generated code to name, nor is what it has no arguments for.
    private static bool IsForAnyCode(INamedTypeSymbol type)
    {
        if (IsAnsweredInCode(type.ContainingAssembly) || IsAnsweredInCode(type.ContainingModule))
        {
            return false;
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.Arity > 0 || IsAnsweredInCode(part))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAnsweredInCode(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => Array.IndexOf(s_answeredInCode, attribute.AttributeClass?.Name) >= 0);

    // Its members may be others than the contract was compiled with, which is what is loaded.
    private static bool HasForeignEnum(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.IsOfContracts(MetadataNames.FieldAttribute)
        && attribute.Named("Type") is INamedTypeSymbol { TypeKind: TypeKind.Enum } given
        && !SymbolEqualityComparer.Default.Equals(given.ContainingAssembly, type.ContainingAssembly));
}
