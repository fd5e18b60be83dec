using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Generators;

/// <summary>Writes the cookie struct of each declared contract, and which contracts of others the assembly was built with. It reports nothing: every diagnostic belongs to the analyzers.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CookieGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Symbols end here: what follows compares values, so an edit elsewhere stops at this step. A declaration that MSI2001 rejects has no
        // cookie and goes along nevertheless, so that the files after it keep their places.
        IncrementalValuesProvider<FileModel> files = context.SyntaxProvider
            .ForAttributeWithMetadataName(MetadataNames.Contract, ContractReader.IsCandidate, ContractReader.Read)
            .WithTrackingName(TrackingNames.Declarations)
            .Collect()
            .WithTrackingName(TrackingNames.AllDeclarations)
            .SelectMany(CookieFiles.Group)
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(files, CookieEmitter.Emit);

        // As above, what follows compares values. No code can name what is written.
        context.RegisterImplementationSourceOutput(context.CompilationProvider.SelectMany(BuildReader.Read).WithTrackingName(TrackingNames.Builds), BuildWriter.Write);
    }
}
