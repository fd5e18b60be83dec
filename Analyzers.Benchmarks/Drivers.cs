using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Benchmarks.Sources;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>The sources as a compilation.</summary>
internal static class Drivers
{
    /// <summary>Parses generated drivers.</summary>
    /// <param name="lines">Of how many lines, at least.</param>
    /// <param name="restrictedTypes">How many types their library restricts.</param>
    /// <param name="touched">Whether they touch them.</param>
    public static CSharpCompilation Compile(int lines, int restrictedTypes, bool touched = true)
    {
        var language = new CSharpParseOptions(LanguageVersion.CSharp14);
        return CSharpCompilation.Create(
            "Acme.Drivers",
            DriverSources.Generate(lines, touched ? restrictedTypes : 0)
                .Select((text, number) => CSharpSyntaxTree.ParseText(text, language, $"Drivers/Part{number}.cs", System.Text.Encoding.UTF8)),
            DriverLibrary.References(restrictedTypes),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
