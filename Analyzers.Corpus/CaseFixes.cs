using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Host.Mef;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>What the fixes do with a case, in a workspace.</summary>
internal static class CaseFixes
{
    // Of each diagnostic more is the same again.
    private const int MostDiagnostics = 3;

    /// <summary>Has every fix look at what the rules say of a case, and applies what it offers.</summary>
    /// <returns>What failed; <see langword="null"/> if nothing did.</returns>
    public static async Task<string?> CrashAsync(CorpusCase one, CaseDiagnostics said)
    {
        Diagnostic[] fixable =
        [
            .. said.Diagnostics.Where(diagnostic => FixCatalogue.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id))).Take(MostDiagnostics),
        ];
        if (fixable.Length == 0)
        {
            return null;
        }

        using var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        Project project = Open(workspace, one, said.Compilation);
        foreach (Diagnostic diagnostic in fixable)
        {
            string path = diagnostic.Location.GetLineSpan().Path;
            TextDocument? document = diagnostic.Location.SourceTree is null
                ? project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == path)
                : project.Documents.FirstOrDefault(file => file.FilePath == path);
            foreach (CodeFixProvider fix in FixCatalogue.Fixes.Where(fix => document is not null && fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                if (await CrashAsync(fix, document!, diagnostic) is { } failure)
                {
                    return failure;
                }
            }
        }

        return null;
    }

    private static async Task<string?> CrashAsync(CodeFixProvider fix, TextDocument document, Diagnostic diagnostic)
    {
        try
        {
            List<CodeAction> offered = [];
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
            foreach (CodeAction action in offered)
            {
                _ = await action.GetOperationsAsync(CancellationToken.None);
            }

            return null;
        }
        catch (Exception thrown)
        {
            return $"{fix.GetType().Name} failed on {diagnostic.Id}: {thrown}";
        }
    }

    private static Project Open(AdhocWorkspace workspace, CorpusCase one, Compilation compilation)
    {
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            one.AssemblyName,
            one.AssemblyName,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: compilation.References));
        foreach (TestFile file in one.Sources)
        {
            project = project.AddDocument(file.Path, file.ToSourceText(), filePath: file.Path).Project;
        }

        foreach (TestFile file in one.AdditionalFiles)
        {
            project = project.AddAdditionalDocument(file.Path, file.ToSourceText(), filePath: file.Path).Project;
        }

        return project;
    }
}
