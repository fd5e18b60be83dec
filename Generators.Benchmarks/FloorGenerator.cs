using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Generators.Benchmarks;

/// <summary>The least that a generator for an attribute can do: finds what has it, and writes its name.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class FloorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "MsiEncap.Contracts.MsiCookieContractAttribute",
            static (node, _) => node is StructDeclarationSyntax,
            static (found, _) => found.TargetSymbol.Name),
        static (output, name) => output.AddSource(name + ".g.cs", "// " + name));
}
