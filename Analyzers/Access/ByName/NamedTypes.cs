using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds types by the names that reflection uses. Only where something can be restricted: elsewhere a name tells nothing.</summary>
internal static class NamedTypes
{
    /// <summary>The types that a name may mean, its generic arguments included.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="text">The name, as <c>Type.GetType</c> takes it.</param>
    /// <param name="ignoreCase">Whether case does not matter.</param>
    /// <param name="assembly">The assembly to look in, where the name does not say; <see langword="null"/> if it is not known.</param>
    /// <returns>The types of that name.</returns>
    public static IEnumerable<INamedTypeSymbol> Find(AccessModel access, Compilation? compilation, string text, bool ignoreCase, string? assembly)
    {
        foreach ((string name, string? qualifier) in TypeNames.In(text))
        {
            string? simple = (qualifier ?? assembly)?.Split(',')[0].Trim();
            foreach (IAssemblySymbol candidate in simple is null ? access.Restrictions.Candidates.All : Named(compilation, simple))
            {
                INamedTypeSymbol? type = candidate.GetTypeByMetadataName(name)
                    ?? (ignoreCase ? IgnoringCase(candidate, name) : null)
                    ?? (simple is null ? null : candidate.ResolveForwardedType(name));
                if (type is not null)
                {
                    yield return type;
                }
            }
        }
    }

    private static IEnumerable<IAssemblySymbol> Named(Compilation? compilation, string name) =>
        compilation is null ? []
        : compilation.SourceModule.ReferencedAssemblySymbols.Append(compilation.Assembly).Where(assembly => Same(assembly.Name, name));

    private static INamedTypeSymbol? IgnoringCase(IAssemblySymbol assembly, string name)
    {
        INamespaceOrTypeSymbol? found = assembly.GlobalNamespace;
        string[] levels = name.Split('+');
        string[] spaces = levels[0].Split('.');
        for (int i = 0; i < spaces.Length - 1 && found is INamespaceSymbol space; i++)
        {
            found = space.GetNamespaceMembers().FirstOrDefault(member => Same(member.Name, spaces[i]));
        }

        levels[0] = spaces[spaces.Length - 1];
        foreach (string level in levels)
        {
            found = found?.GetTypeMembers().FirstOrDefault(member => Same(member.MetadataName, level));
        }

        return found as INamedTypeSymbol;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
