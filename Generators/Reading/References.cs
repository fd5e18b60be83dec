using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>What a compilation references.</summary>
internal static class References
{
    /// <summary>The references that can name an attribute: who names it references an assembly that defines it.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="attribute">Its metadata name.</param>
    /// <returns>Not those that define it.</returns>
    public static IEnumerable<IAssemblySymbol> ThatName(Compilation compilation, string attribute)
    {
        HashSet<string> definers = new(
            compilation.GetTypesByMetadataName(attribute).Select(type => type.ContainingAssembly.Name), StringComparer.OrdinalIgnoreCase);
        return definers.Count == 0
            ? []
            : compilation.SourceModule.ReferencedAssemblySymbols.Where(
                assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => definers.Contains(reference.Name))));
    }
}
