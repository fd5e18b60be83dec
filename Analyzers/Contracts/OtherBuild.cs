using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Layout;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>A reference that was built with another layout of a contract than the compilation sees.</summary>
/// <param name="Assembly">The reference.</param>
/// <param name="Cookie">The contract's cookie.</param>
/// <param name="ContractId">The contract's id then.</param>
/// <param name="Layout">Its layout then, as the attribute has it.</param>
/// <param name="Now">What the cookie is laid out like now; <see langword="null"/> if it is none any more.</param>
internal sealed record OtherBuild(IAssemblySymbol Assembly, INamedTypeSymbol Cookie, string ContractId, string Layout, CookieLayout? Now);
