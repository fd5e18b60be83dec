using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The references that were built with another layout of a contract than the compilation sees, as what they say of themselves tells.</summary>
internal static class OtherBuilds
{
    private const string Attribute = "BuiltWithCookieContractAttribute";

    /// <summary>Finds them.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="contracts">Reads contracts.</param>
    /// <returns>For each such contract of a reference, what it is now, and which id and layout it was built with.</returns>
    public static IReadOnlyList<(IAssemblySymbol Assembly, DeclaredContract Now, string ContractId, string Layout)> Find(Compilation compilation, DeclaredContracts contracts)
    {
        List<(IAssemblySymbol Assembly, DeclaredContract Now, string ContractId, string Layout)> found = [];
        foreach (IAssemblySymbol assembly in References.ThatName(compilation, "MsiEncap.Contracts." + Attribute))
        {
            foreach (AttributeData built in assembly.GetAttributes())
            {
                if (built.IsOfContracts(Attribute)
                    && built.ConstructorArguments is [{ Value: INamedTypeSymbol cookie }, { Value: string contractId }, { Value: string layout }]
                    && contracts.Of(cookie) is { } now
                    && (now.ContractId != contractId || now.Layout.Description != layout))
                {
                    found.Add((assembly, new(cookie, now.Layout), contractId, layout));
                }
            }
        }

        return found;
    }
}
