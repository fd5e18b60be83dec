using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Encapsulation;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Compilations as a user of the package has them: the framework's reference assemblies, and the runtime.</summary>
internal static class TestCompilation
{
    /// <summary>C# as the tests speak it: the newest that the compiler knows, documentation comments parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>The reference assemblies of .NET.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = [.. Net100.References.All];

    /// <summary>The runtime, as the package brings it.</summary>
    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(RestrictedToAttribute).Assembly.Location);

    /// <summary>The framework and the runtime.</summary>
    public static ImmutableArray<MetadataReference> Default { get; } = Framework.Add(Runtime);

    /// <summary>Compiles sources into a library, nullable enabled, unsafe code allowed.</summary>
    /// <param name="sources">Path and text of each file.</param>
    /// <param name="references">What it references; <see cref="Default"/> if not given.</param>
    /// <param name="parseOptions">The language; <see cref="ParseOptions"/> if not given.</param>
    /// <param name="assemblyName">The name of the library.</param>
    /// <returns>The compilation.</returns>
    public static CSharpCompilation Create(
        IEnumerable<(string Path, string Text)> sources,
        IEnumerable<MetadataReference>? references = null,
        CSharpParseOptions? parseOptions = null,
        string assemblyName = "Driver") =>
        CSharpCompilation.Create(
            assemblyName,
            sources.Select(source => CSharpSyntaxTree.ParseText(
                SourceText.From(source.Text, System.Text.Encoding.UTF8), parseOptions ?? ParseOptions, source.Path)),
            references ?? Default,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true));

    /// <summary>Emits a compilation; the test fails if it does not compile.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The assembly.</returns>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Assert.Fail($"{compilation.AssemblyName} does not compile:\n{string.Join('\n', errors)}\n{compilation.SyntaxTrees[0]}");
        }

        return image.ToArray();
    }
}
