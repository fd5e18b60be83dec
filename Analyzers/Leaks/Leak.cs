using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>A restricted value that leaves its role.</summary>
/// <param name="Where">The expression that hands it out.</param>
/// <param name="Value">The value.</param>
/// <param name="How">How it leaves, as the message says it.</param>
/// <param name="IsMemory">Whether a pointer, a reference or a handle to it leaves, and not the value.</param>
internal sealed record Leak(SyntaxNode Where, Lost Value, string How, bool IsMemory)
{
    /// <summary>Makes the diagnostic.</summary>
    /// <returns>MSI1006, or MSI1004 for its memory.</returns>
    public Diagnostic ToDiagnostic()
    {
        INamedTypeSymbol role = Value.What.Restriction.Role;
        return Diagnostic.Create(
            IsMemory ? Descriptors.EscapingMemory : Descriptors.EscapingValue,
            TouchShape.WholeValue(Where).GetLocation(),
            [Value.Last.GetLocation()],
            SymbolText.Of(Value.What.Symbol),
            RolePhrase.Plural(role.Name),
            role.Name,
            role.ContainingAssembly.Name,
            How);
    }
}
