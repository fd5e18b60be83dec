using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>What compiler and rules say of a case.</summary>
/// <param name="Compilation">The compilation.</param>
/// <param name="Diagnostics">The compiler's errors and all that the rules report.</param>
internal sealed record CaseDiagnostics(Compilation Compilation, ImmutableArray<Diagnostic> Diagnostics);
