using Microsoft.CodeAnalysis;
using MsiEncap.Generators;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The attributes of contracts, known by full name alone, in whatever assembly.</summary>
internal static class ContractTypes
{
    /// <summary>Whether a compilation can declare a contract at all.</summary>
    public static bool AreKnown(Compilation compilation) => !compilation.GetTypesByMetadataName(MetadataNames.Contract).IsEmpty;

    /// <summary>The references that can name an attribute: who names it references an assembly that defines it.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="attribute">Its metadata name.</param>
    /// <returns>Not those that define it.</returns>
    public static IEnumerable<IAssemblySymbol> ReferencesThatName(Compilation compilation, string attribute)
    {
        HashSet<string> definers = new(
            compilation.GetTypesByMetadataName(attribute).Select(type => type.ContainingAssembly.Name), StringComparer.OrdinalIgnoreCase);
        return compilation.SourceModule.ReferencedAssemblySymbols.Where(
            assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => definers.Contains(reference.Name))));
    }
}
