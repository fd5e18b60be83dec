using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Encapsulation;
using MsiEncap.Generators;
using MsiEncap.Testing;

namespace MsiEncap.Analyzers.FloorTests;

/// <summary>A sample compiled by the floor compiler, generator and analyzers on.</summary>
internal static class FloorCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>All errors and warnings, of the compiler and of ours, each as "File.cs(line,column): ID".</summary>
    public static async Task<IReadOnlyList<string>> DiagnoseAsync(string sample)
    {
        string folder = RepositoryRoot.PathTo("Samples", sample);
        CSharpParseOptions options = new(LanguageVersion.Latest);
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "Program.cs"));
        Compilation compilation = CSharpCompilation.Create(
            "Floor",
            [
                CSharpSyntaxTree.ParseText(ImplicitUsings, options, cancellationToken: CancellationToken.None),
                .. files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)),
            ],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(RestrictedToAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver.Create([new CookieGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);

        AnalyzerOptions ledger = new([new LedgerText(Path.Combine(folder, "MsiEncap.Roles.txt"))]);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(Catalogue.Analyzers, ledger);
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAllDiagnosticsAsync();
        return
        [
            .. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => (Place: diagnostic.Location.GetLineSpan(), diagnostic.Id))
                .OrderBy(row => Path.GetFileName(row.Place.Path), StringComparer.Ordinal)
                .ThenBy(row => row.Place.StartLinePosition)
                .Select(row => $"{Path.GetFileName(row.Place.Path)}({row.Place.StartLinePosition.Line + 1},{row.Place.StartLinePosition.Character + 1}): {row.Id}"),
        ];
    }

    public static IReadOnlyList<string> Expected(string sample) => File.ReadAllLines(RepositoryRoot.PathTo("Samples", sample, "expected.txt"));

    private sealed class LedgerText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
