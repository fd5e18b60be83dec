using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Suppression;

/// <summary>A <c>[SuppressMessage]</c> or <c>[UnconditionalSuppressMessage]</c> for one of our rules.</summary>
/// <param name="Name">The name of the attribute, as one writes it.</param>
/// <param name="Id">The id of the rule.</param>
/// <param name="Target">The documentation comment id that it gives as its target, if it does.</param>
/// <param name="Justification">The reason that it gives.</param>
internal sealed record SuppressionAttribute(string Name, string Id, string? Target, string? Justification)
{
    /// <summary>The names under which the attributes can be written, aliases aside.</summary>
    public static readonly string[] Names =
        ["SuppressMessage", "SuppressMessageAttribute", "UnconditionalSuppressMessage", "UnconditionalSuppressMessageAttribute"];

    /// <summary>Reads an attribute.</summary>
    /// <param name="syntax">The attribute.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns><see langword="null"/> if it is another attribute, or is for another rule.</returns>
    public static SuppressionAttribute? Read(AttributeSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        SymbolInfo bound = model.GetSymbolInfo(syntax, cancellationToken);
        if ((bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault())?.ContainingType is not { Name: "SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute" } type
            || !IsCodeAnalysis(type.ContainingNamespace)
            || syntax.ArgumentList?.Arguments is not { } arguments)
        {
            return null;
        }

        string? Text(AttributeArgumentSyntax? argument) =>
            argument is not null && model.GetConstantValue(argument.Expression, cancellationToken) is { HasValue: true, Value: string text } ? text : null;

        AttributeArgumentSyntax? check = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "checkId")
            ?? arguments.Where(argument => argument.NameEquals is null).ElementAtOrDefault(1);
        AttributeArgumentSyntax? Named(string name) => arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

        // The compiler reads "MSI1001:Title" as MSI1001.
        return Text(check)?.Split(':')[0].Trim() is { } id && Suppressible.IsOurs(id)
            ? new(
                type.Name.Substring(0, type.Name.Length - "Attribute".Length),
                id.ToUpperInvariant(),
                IdOf(Text(Named("Scope")), Text(Named("Target"))),
                Text(Named("Justification")))
            : null;
    }

    // "~T:Acme.Queue", or as it was written before: "Acme.Queue" with a scope of "type".
    private static string? IdOf(string? scope, string? target) => target switch
    {
        null or "" => null,
        ['~', _, ':', ..] => target.Substring(1),
        [_, ':', ..] => target,
        _ => string.Equals(scope, "type", StringComparison.OrdinalIgnoreCase) ? "T:" + target.Replace('+', '.') : null,
    };

    private static bool IsCodeAnalysis(INamespaceSymbol? space) => space is
    {
        Name: "CodeAnalysis",
        ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };
}
