using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>One reason why a symbol is restricted.</summary>
/// <param name="Role">The role that its users must act in.</param>
/// <param name="Subject">
/// Where the restriction takes effect: the type, member or assembly that carries the attribute, or the type that derives from one.
/// Code inside the subject may refer to it.
/// </param>
/// <param name="Instead">What others should do, if whoever restricted it said so.</param>
internal sealed record Restriction(INamedTypeSymbol Role, ISymbol Subject, string? Instead);
