using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Encapsulation;
using MsiEncap.Generators;

namespace MsiEncap.Analyzers.Live;

/// <summary>
/// A project as an editor holds it: a workspace, one document at a time, and never the end of a compilation. The same sources are compiled
/// against each compiler that the tests run on.
/// </summary>
internal sealed class LiveProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly Project _project;

    public LiveProject(LiveCase live)
    {
        Project project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Driver",
            "Driver",
            LanguageNames.CSharp,
            filePath: "/driver/Driver.csproj",
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(RestrictedToAttribute).Assembly.Location)]));
        project = project.AddDocument("Driver.cs", SourceText.From(live.Source), filePath: "/driver/Driver.cs").Project;
        foreach ((string name, string text) in live.Files)
        {
            project = project.AddAdditionalDocument(name, SourceText.From(text), filePath: "/driver/" + name).Project;
        }

        _project = project;
    }

    /// <summary>What an editor is told that asks for the document, and for each additional file, alone.</summary>
    public Task<ImmutableArray<Diagnostic>> DocumentDiagnosticsAsync() => DiagnosticsAsync(_project);

    /// <summary>Applies the first fix that a document offers for a rule.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="title">What the light bulb has to say, if that matters.</param>
    /// <returns>What the document says of the rule afterwards; <see langword="null"/> if no fix was offered.</returns>
    public async Task<ImmutableArray<Diagnostic>?> FixAsync(string id, string? title = null)
    {
        Diagnostic diagnostic = (await DocumentDiagnosticsAsync()).First(diagnostic => diagnostic.Id == id);
        foreach (CodeFixProvider fix in FixCatalogue.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
        {
            List<CodeAction> offered = [];
            TextDocument document = diagnostic.Location.SourceTree is null
                ? _project.AdditionalDocuments.Single(file => file.FilePath == diagnostic.Location.GetLineSpan().Path)
                : _project.Documents.Single();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
            if (offered is [var first, ..] && (title is null || title == first.Title))
            {
                ImmutableArray<CodeActionOperation> operations = await first.GetOperationsAsync(CancellationToken.None);
                Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;
                return [.. (await DiagnosticsAsync(changed)).Where(left => left.Id == id)];
            }
        }

        return null;
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
    {
        SyntaxTree tree = (await project.GetCompilationAsync())!.SyntaxTrees.Single();
        CSharpGeneratorDriver.Create([new CookieGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.ParseOptions!)
            .RunGeneratorsAndUpdateCompilation((await project.GetCompilationAsync())!, out Compilation compilation, out _);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(Catalogue.Analyzers, project.AnalyzerOptions);
        List<Diagnostic> told =
        [
            .. await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None),
            .. await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None),
        ];
        foreach (AdditionalText file in project.AnalyzerOptions.AdditionalFiles)
        {
            told.AddRange((await analysis.GetAnalysisResultAsync(file, CancellationToken.None)).GetAllDiagnostics());
        }

        return [.. told];
    }
}
