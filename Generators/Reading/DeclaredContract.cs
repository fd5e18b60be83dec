using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Layout;

namespace MsiEncap.Generators.Reading;

/// <summary>A contract in the source of a compilation or in what it references.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Layout">How it is laid out.</param>
internal sealed record DeclaredContract(INamedTypeSymbol Type, CookieLayout Layout);
