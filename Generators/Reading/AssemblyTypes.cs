using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Walks the types of an assembly.</summary>
internal static class AssemblyTypes
{
    /// <summary>All types that an assembly declares, nested ones too.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The types.</returns>
    public static IEnumerable<INamedTypeSymbol> Of(IAssemblySymbol assembly)
    {
        Stack<INamespaceOrTypeSymbol> pending = new([assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            INamespaceOrTypeSymbol next = pending.Pop();
            if (next is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (INamespaceOrTypeSymbol child in next is INamespaceSymbol space ? space.GetMembers() : next.GetTypeMembers())
            {
                pending.Push(child);
            }
        }
    }
}
