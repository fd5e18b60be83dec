using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Generators;

/// <summary>Writes the cookie struct of each declared contract. It reports nothing: every diagnostic belongs to the analyzers.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CookieGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Symbols end here: what follows compares values, so an edit elsewhere stops at this step.
        IncrementalValuesProvider<CookieModel?> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(MetadataNames.Contract, ContractReader.IsCandidate, ContractReader.Read)
            .WithTrackingName(TrackingNames.Declarations);

        // The only thing that one cookie has to know of the others: file systems may not tell their names apart. A declaration that MSI2001
        // rejects has no model and goes along as nothing: where a Where leaves it out and its values are combined with what was collected of
        // them, the compiler loses all outputs once it is asked twice about one compilation.
        IncrementalValueProvider<EquatableArray<string>> clashes = declarations
            .Collect()
            .WithTrackingName(TrackingNames.AllCookies)
            .Select(HintNames.FindClashes)
            .WithTrackingName(TrackingNames.NameClashes);

        context.RegisterSourceOutput(declarations.Combine(clashes).WithTrackingName(TrackingNames.Files), CookieEmitter.Emit);
    }
}
