using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Takes statements out.</summary>
internal static class StatementRemoval
{
    /// <summary>Takes a statement out, or empties it where there has to be one.</summary>
    /// <param name="rewrite">Gets the change.</param>
    /// <param name="document">The file.</param>
    /// <param name="statement">The statement.</param>
    /// <returns>The rewrite.</returns>
    public static Rewrite Remove(Rewrite rewrite, Document document, StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax => rewrite.Remove(document, statement),
        SwitchSectionSyntax { Statements.Count: > 1 } => rewrite.Remove(document, statement),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax } global => rewrite.Remove(document, global),
        _ => rewrite.Replace(document, statement.Span, "{ }"),
    };
}
