using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Where a program starts. What its references do together is for the program to answer, which says nothing of contracts itself; a library
/// may leave it to the program.
/// </summary>
internal static class ProgramStart
{
    /// <summary>Whether a compilation is a program.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns><see langword="false"/> for libraries.</returns>
    public static bool IsIn(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>The name of the entry point, or the first of the top-level statements' tokens.</summary>
    /// <param name="file">A file of the program.</param>
    /// <returns><see langword="null"/> if it starts in another file.</returns>
    public static Location? In(SemanticModelAnalysisContext file)
    {
        if (file.SemanticModel.Compilation.GetEntryPoint(file.CancellationToken) is not { DeclaringSyntaxReferences: [var start] } || start.SyntaxTree != file.SemanticModel.SyntaxTree)
        {
            return null;
        }

        SyntaxToken where = start.GetSyntax(file.CancellationToken) switch
        {
            MethodDeclarationSyntax method => method.Identifier,
            CompilationUnitSyntax { Members: [var first, ..] } => first.GetFirstToken(),
            var other => other.GetFirstToken(),
        };
        return where.GetLocation();
    }
}
