using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>A symbol that code touches and a restriction of it that the code does not satisfy.</summary>
/// <param name="Symbol">The symbol that the diagnostic names.</param>
/// <param name="Restriction">The restriction.</param>
internal readonly record struct Unmet(ISymbol Symbol, Restriction Restriction)
{
    private const string DefaultAdvice = "move this code into a type that acts in the role";

    private static readonly SymbolDisplayFormat s_memberFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>Makes the diagnostic.</summary>
    /// <param name="location">Where the touch is.</param>
    /// <param name="instead">Advice that is nearer than the restriction's own, such as that of the call a value is passed to.</param>
    /// <param name="rule">The rule that the touch is against; MSI1001 if not given.</param>
    /// <returns>The diagnostic.</returns>
    public Diagnostic At(Location location, string? instead = null, DiagnosticDescriptor? rule = null)
    {
        // The advice ends the sentence, and a message ends without a full stop.
        string? advice = (instead ?? Restriction.Instead)?.TrimEnd('.', ' ');
        INamedTypeSymbol role = Restriction.Role;
        return Diagnostic.Create(
            rule ?? Descriptors.RestrictedSymbol,
            location,
            Symbol.ToDisplayString(s_memberFormat),
            Roles.RolePhrase.Plural(role.Name),
            role.Name,
            role.ContainingAssembly.Name,
            advice ?? DefaultAdvice);
    }
}
