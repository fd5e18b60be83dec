using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Why no cookie can be written for a declaration.</summary>
/// <param name="Where">What the user wrote that is wrong.</param>
/// <param name="Wrong">What is wrong with it, as a clause.</param>
/// <param name="Advice">What to do, as a clause.</param>
internal sealed record ContractProblem(Location Where, string Wrong, string Advice);
