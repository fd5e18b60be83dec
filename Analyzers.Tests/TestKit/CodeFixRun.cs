using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Applies a code fix in a workspace: a solution of two projects, which hold the same files unless something else is said.</summary>
internal sealed class CodeFixRun : IDisposable
{
    private const int MostSteps = 100;

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly AnalyzerCheck _check;
    private readonly CodeFixProvider _fix;
    private readonly string? _chosen;
    private readonly Solution _solution;

    /// <summary>Makes the solution.</summary>
    /// <param name="check">The files, references and analyzers.</param>
    /// <param name="fix">The code fix.</param>
    /// <param name="chosen">The only title that is of interest, if the fix has several to choose from.</param>
    /// <param name="second">What the second project has, if not the same.</param>
    /// <param name="secondFolder">Where the second project lies.</param>
    public CodeFixRun(AnalyzerCheck check, CodeFixProvider fix, string? chosen = null, AnalyzerCheck? second = null, string secondFolder = "")
    {
        _chosen = chosen;
        _check = check;
        _fix = fix;
        First = ProjectId.CreateNewId("first");
        Second = ProjectId.CreateNewId("second");
        _solution = AddProject(
            AddProject(_workspace.CurrentSolution, First, check, check.AssemblyName, ""), Second, second ?? check, check.AssemblyName + "2", secondFolder);
    }

    /// <summary>The project that fixes start from.</summary>
    public ProjectId First { get; }

    /// <summary>The project that only a fix of the whole solution reaches.</summary>
    public ProjectId Second { get; }

    /// <summary>What FixAll can be asked for.</summary>
    public IEnumerable<FixAllScope> Scopes => Provider.GetSupportedFixAllScopes();

    private FixAllProvider Provider => _fix.GetFixAllProvider() ?? throw new InvalidOperationException("The fix has no FixAll.");

    /// <summary>The source and additional files of a project.</summary>
    /// <param name="project">The project.</param>
    /// <returns>Its documents.</returns>
    public static IEnumerable<TextDocument> Documents(Project project) => project.Documents.Concat(project.AdditionalDocuments);

    /// <summary>What compiler and analyzers say about a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="analyzers">The analyzers.</param>
    /// <returns>The diagnostics.</returns>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        await AnalyzerRun.DiagnosticsAsync((await project.GetCompilationAsync())!, analyzers, project.AnalyzerOptions);

    /// <summary>The titles of everything that the fix offers in the first project.</summary>
    /// <returns>The titles in the order of the diagnostics.</returns>
    public async Task<IReadOnlyList<string>> OfferedTitlesAsync() =>
        [.. (await OffersAsync(_solution)).Select(offer => offer.Action.Title)];

    /// <summary>Applies the first offer, looks again, and so on until there is none.</summary>
    /// <returns>The solution at the fixed point.</returns>
    public async Task<Solution> FixOneByOneAsync()
    {
        Solution current = _solution;
        for (int step = 0; step < MostSteps; step++)
        {
            if ((await OffersAsync(current)) is not [var offer, ..])
            {
                return current;
            }

            current = await ApplyAsync(offer.Action);
        }

        throw new InvalidOperationException($"The fix still finds something to do after {MostSteps} steps.");
    }

    /// <summary>Applies FixAll once in each document, or once in the project or solution.</summary>
    /// <param name="scope">The scope.</param>
    /// <returns>The fixed solution.</returns>
    public async Task<Solution> FixAllAsync(FixAllScope scope)
    {
        Assert.Contains(scope, Provider.GetSupportedFixAllScopes());
        Solution current = _solution;
        HashSet<DocumentId> done = [];
        while ((await OffersAsync(current)).FirstOrDefault(offer => !done.Contains(offer.Document.Id)) is { } offer)
        {
            _ = done.Add(offer.Document.Id);
            string key = offer.Action.EquivalenceKey ?? throw new InvalidOperationException("The action has no equivalence key.");
            FixableDiagnostics diagnostics = new(_check.Analyzers);
            FixAllContext context = offer.Document is Document document
                ? new(document, _fix, scope, key, _fix.FixableDiagnosticIds, diagnostics, CancellationToken.None)
                : new(offer.Document.Project, _fix, scope, key, _fix.FixableDiagnosticIds, diagnostics, CancellationToken.None);
            CodeAction action = await Provider.GetFixAsync(context) ?? throw new InvalidOperationException($"FixAll in {scope} offers nothing.");
            current = await ApplyAsync(action);
            if (scope != FixAllScope.Document)
            {
                break;
            }
        }

        return current;
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private async Task<List<Offer>> OffersAsync(Solution current)
    {
        Project project = current.GetProject(First)!;
        List<Offer> offers = [];
        foreach (Diagnostic diagnostic in AnalyzerRun.InOrder(await DiagnosticsAsync(project, _check.Analyzers)))
        {
            if (_fix.FixableDiagnosticIds.Contains(diagnostic.Id) && DocumentOf(project, diagnostic) is { } document)
            {
                await _fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offers.Add(new(document, action)), CancellationToken.None));
                _ = offers.RemoveAll(offer => _chosen is not null && offer.Action.Title != _chosen);
            }
        }

        return offers;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
    }

    private static Solution AddProject(Solution current, ProjectId id, AnalyzerCheck check, string name, string folder)
    {
        current = current.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            filePath: Path.Combine(folder, name + ".csproj"),
            compilationOptions: check.Compile().Options,
            parseOptions: check.ParseOptions,
            metadataReferences: check.References));
        foreach (TestFile file in check.Sources)
        {
            current = current.AddDocument(DocumentId.CreateNewId(id), file.Path, file.ToSourceText(), filePath: file.Path);
        }

        foreach (TestFile file in check.AdditionalFiles)
        {
            current = current.AddAdditionalDocument(DocumentId.CreateNewId(id), file.Path, file.ToSourceText(), filePath: file.Path);
        }

        return current;
    }

    private static TextDocument? DocumentOf(Project project, Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? project.GetDocument(tree)
        : project.AdditionalDocuments.FirstOrDefault(document => document.FilePath == diagnostic.Location.GetLineSpan().Path);

    private sealed record Offer(TextDocument Document, CodeAction Action);
}
