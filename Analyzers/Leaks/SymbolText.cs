using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Names symbols in messages.</summary>
internal static class SymbolText
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .WithKindOptions(SymbolDisplayKindOptions.None)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>A short name: <c>Probe.Take</c>, <c>List&lt;MsiDomain&gt;</c>.</summary>
    /// <param name="symbol">The symbol; an accessor is called by its property's name.</param>
    /// <returns>The name.</returns>
    public static string Of(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => property.ToDisplayString(s_format),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.ToDisplayString(s_format),
        _ => symbol.ToDisplayString(s_format),
    };
}
