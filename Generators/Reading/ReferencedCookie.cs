using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>A cookie of a reference, and its contract.</summary>
/// <param name="Type">The cookie.</param>
/// <param name="Model">What is known of it.</param>
internal sealed record ReferencedCookie(INamedTypeSymbol Type, UsedContractModel Model)
{
    private static readonly string[] s_answeredInCode = ["ObsoleteAttribute", "ExperimentalAttribute", "RestrictedToAttribute"];

    /// <summary>The cookies that an assembly declares, as far as generated code may name them.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="compilation">Who references it.</param>
    /// <returns>Those of valid contracts.</returns>
    public static ReferencedCookie[] Of(IAssemblySymbol assembly, Compilation compilation)
    {
        List<ReferencedCookie> cookies = [];
        foreach (INamedTypeSymbol type in AssemblyTypes.Of(assembly))
        {
            ContractProblems problems = default;
            if (type.TypeKind == TypeKind.Struct
                && type.GetAttributes().First(MetadataNames.ContractAttribute) is not null
                && IsForAnyCode(type)
                && !HasForeignEnum(type)
                && ContractReader.Read(type, compilation, ref problems) is { } cookie)
            {
                CookieLayout layout = cookie.Layout;
                cookies.Add(new(type, new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), cookie.ContractId, layout.Fingerprint(), layout.Description)));
            }
        }

        return [.. cookies];
    }

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
