using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>A restricted value that leaves its role.</summary>
/// <param name="Where">The expression that hands it out.</param>
/// <param name="Value">The value.</param>
/// <param name="How">How it leaves, as the message says it.</param>
internal sealed record Leak(SyntaxNode Where, Lost Value, string How)
{
    /// <summary>Makes the diagnostic.</summary>
    /// <returns>MSI1006.</returns>
    public Diagnostic ToDiagnostic()
    {
        INamedTypeSymbol role = Value.What.Restriction.Role;
        return Diagnostic.Create(
            Descriptors.EscapingValue,
            TouchShape.WholeValue(Where).GetLocation(),
            [Value.Last.GetLocation()],
            SymbolText.Of(Value.What.Symbol),
            RolePhrase.Plural(role.Name),
            role.Name,
            role.ContainingAssembly.Name,
            How);
    }
}
