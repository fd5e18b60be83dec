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

        // A declaration that the analyzers reject has no model.
        IncrementalValuesProvider<CookieModel> cookies = declarations
            .Where(static cookie => cookie is not null)
            .WithTrackingName(TrackingNames.Cookies)!;

        // The only thing that one cookie has to know of the others: file systems may not tell their names apart.
        IncrementalValueProvider<EquatableArray<string>> clashes = cookies
            .Collect()
            .WithTrackingName(TrackingNames.AllCookies)
            .Select(HintNames.FindClashes)
            .WithTrackingName(TrackingNames.NameClashes);

        context.RegisterSourceOutput(cookies.Combine(clashes).WithTrackingName(TrackingNames.Files), CookieEmitter.Emit);
    }
}
