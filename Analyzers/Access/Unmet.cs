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

    /// <summary>Makes the diagnostic of a symbol that is named or used.</summary>
    /// <param name="location">Where the touch is.</param>
    /// <param name="instead">Advice that is nearer than the restriction's own, such as that of the call a value is passed to.</param>
    /// <returns>MSI1001.</returns>
    public Diagnostic At(Location location, string? instead = null) => Make(Descriptors.RestrictedSymbol, location, instead);

    /// <summary>Makes the diagnostic of a value or a declaration whose type is inferred.</summary>
    /// <param name="location">Where the value or the declaration is.</param>
    /// <returns>MSI1002.</returns>
    public Diagnostic InferredAt(Location location) => Make(Descriptors.InferredType, location, instead: null);

    /// <summary>Makes the diagnostic of a symbol that is reached by its name, or dynamically.</summary>
    /// <param name="location">Where the name is.</param>
    /// <returns>MSI1003.</returns>
    public Diagnostic ReachedAt(Location location) => Make(Descriptors.ReachedByName, location, instead: null);

    /// <summary>Makes the diagnostic of a value whose memory is read as something else.</summary>
    /// <param name="location">Where the value is.</param>
    /// <returns>MSI1004.</returns>
    public Diagnostic ReinterpretedAt(Location location) => Make(Descriptors.Reinterpreted, location, instead: null);

    private Diagnostic Make(DiagnosticDescriptor descriptor, Location location, string? instead)
    {
        // The advice ends the sentence, and a message ends without a full stop.
        string? advice = (instead ?? Restriction.Instead)?.TrimEnd('.', ' ');
        INamedTypeSymbol role = Restriction.Role;
        return Diagnostic.Create(
            descriptor,
            location,
            Symbol.ToDisplayString(s_memberFormat),
            Roles.RolePhrase.Plural(role.Name),
            role.Name,
            role.ContainingAssembly.Name,
            advice ?? DefaultAdvice);
    }
}
