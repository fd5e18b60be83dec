using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Whether C#'s own accessibility keeps a declaration within the code that acts in a role.</summary>
/// <param name="access">The access model.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="role">The role.</param>
internal sealed class Visibility(AccessModel access, Compilation compilation, INamedTypeSymbol role)
{
    private readonly bool _declares = SymbolEqualityComparer.Default.Equals(compilation.Assembly, role.ContainingAssembly);
    private readonly Lazy<HeirTable> _heirs = new(() => new(compilation.Assembly));

    /// <summary>Whether code that does not act in the role can reach a declaration of this compilation.</summary>
    /// <param name="symbol">A type or member.</param>
    /// <returns><see langword="false"/> if only role code can.</returns>
    public bool ReachesOutside(ISymbol symbol)
    {
        // An explicit implementation is private by name only: whoever has the interface and the object calls it.
        ISymbol? level = symbol;
        if (Implemented(symbol) is { } implemented)
        {
            if (!implemented.Any(member => access.Restrictions.OfMember(member).IsEmpty && IsOpen(member.ContainingType)))
            {
                return false;
            }

            level = symbol.ContainingType;
        }

        for (; level is not null; level = level.ContainingType)
        {
            INamedTypeSymbol? container = level.ContainingType;
            switch (level.DeclaredAccessibility)
            {
                case Accessibility.Private:
                    return !access.Acts(container, role);
                case Accessibility.Protected when IsFinal(container):
                    return !access.Acts(container, role);
                case Accessibility.ProtectedAndInternal when IsFinal(container) || _declares || HeirsAct(container):
                    return !access.Acts(container, role);
                case Accessibility.Internal when _declares:
                case Accessibility.ProtectedOrInternal when _declares && IsFinal(container):
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    private bool IsOpen(INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || ReachesOutside(type);

    private static IEnumerable<ISymbol>? Implemented(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ExplicitInterfaceImplementations: { IsEmpty: false } methods } => methods,
        IPropertySymbol { ExplicitInterfaceImplementations: { IsEmpty: false } properties } => properties,
        IEventSymbol { ExplicitInterfaceImplementations: { IsEmpty: false } events } => events,
        _ => null,
    };

    private static bool IsFinal(INamedTypeSymbol? container) => container is null or { IsSealed: true } or { IsStatic: true } or { TypeKind: TypeKind.Struct };

    private bool HeirsAct(INamedTypeSymbol? container) => container is not null && _heirs.Value.Of(container).All(heir => access.Acts(heir, role));
}
