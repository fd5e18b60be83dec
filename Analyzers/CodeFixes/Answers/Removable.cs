using Microsoft.CodeAnalysis;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>What a declaration is to those who cannot be seen from the project.</summary>
internal static class Removable
{
    /// <summary>Whether everybody who can use a symbol is in the project, and nothing but its uses asks for it to be there.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns><see langword="false"/> where somebody else may.</returns>
    public static bool IsOwn(ISymbol symbol) =>
        symbol is { IsVirtual: false, IsAbstract: false, IsOverride: false, IsExtern: false }
        && !IsOpenToOthers(symbol)
        && !ImplementsInterface(symbol);

    /// <summary>Whether a declaration bears an attribute, by which somebody may find it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>Whether it does.</returns>
    public static bool BearsAttributes(ISymbol symbol) => !symbol.GetAttributes().IsEmpty;

    private static bool IsOpenToOthers(ISymbol symbol)
    {
        bool isInternal = false;
        for (ISymbol? level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingSymbol)
        {
            if (level is ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction }
                || level.DeclaredAccessibility == Accessibility.Private)
            {
                return false;
            }

            isInternal |= level.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal;
        }

        // Friends are in projects that need not be open.
        return !isInternal || symbol.ContainingAssembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute");
    }

    private static bool ImplementsInterface(ISymbol symbol) =>
        symbol.ContainingType is { } container
        && symbol is IMethodSymbol or IPropertySymbol
        && symbol.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers()).Any(member =>
            SymbolEqualityComparer.Default.Equals(container.FindImplementationForInterfaceMember(member), symbol));
}
