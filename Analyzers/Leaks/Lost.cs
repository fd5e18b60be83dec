using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>A restricted value that its static type may no longer show.</summary>
/// <param name="What">The restricted type, and what restricts it.</param>
/// <param name="Last">The last expression whose type shows it.</param>
internal sealed record Lost(Unmet What, SyntaxNode Last);
