using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The references that were built with another layout of a contract than the compilation sees, as what they say of themselves tells.</summary>
internal static class OtherBuilds
{
    private const string Attribute = "BuiltWithCookieContractAttribute";

    /// <summary>Finds them.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="contracts">Reads contracts.</param>
    /// <returns>One for each such contract of a reference.</returns>
    public static IReadOnlyList<OtherBuild> Find(Compilation compilation, DeclaredContracts contracts)
    {
        List<OtherBuild> found = [];
        foreach (IAssemblySymbol assembly in References.ThatName(compilation, "MsiEncap.Contracts." + Attribute))
        {
            foreach (AttributeData built in assembly.GetAttributes())
            {
                if (built.IsOfContracts(Attribute)
                    && built.ConstructorArguments is [{ Value: INamedTypeSymbol cookie }, { Value: string contractId }, { Value: string layout }])
                {
                    CookieLayout? now = contracts.Of(cookie)?.Layout;
                    if (now is null ? IsGone(cookie, compilation) : now.ContractId != contractId || now.Description != layout)
                    {
                        found.Add(new(assembly, cookie, contractId, layout, now));
                    }
                }
            }
        }

        return found;
    }

    // Where the assembly that had it is not referenced, nothing is known of what will be loaded.
    private static bool IsGone(INamedTypeSymbol cookie, Compilation compilation) => cookie.TypeKind == TypeKind.Error
        ? compilation.SourceModule.ReferencedAssemblySymbols.Contains(cookie.ContainingAssembly, SymbolEqualityComparer.Default)
        : !Implementations.Declares(cookie);
}
