using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>
/// How rules report. What goes this way obeys the mode and the ledger; the compiler's own way is for nobody but this class, and a
/// test sees to that.
/// </summary>
internal static class Reports
{
    /// <summary>Reports what a rule found in a file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="found">The diagnostic.</param>
    public static void Report(this SemanticModelAnalysisContext context, Diagnostic found) => context.Reporter()(found);

    /// <summary>Reports what a rule found about a symbol.</summary>
    /// <param name="context">The symbol.</param>
    /// <param name="found">The diagnostic.</param>
    public static void Report(this SymbolAnalysisContext context, Diagnostic found) => context.Reporter()(found);

    /// <summary>Reports what a rule found in an additional file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="found">The diagnostic.</param>
    public static void Report(this AdditionalFileAnalysisContext context, Diagnostic found) =>
        ReportFilter.Of(context.Compilation, context.Options).Report(found, context.ReportDiagnostic);

    /// <summary>Reports what a rule found when it had seen everything.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="found">The diagnostic.</param>
    public static void Report(this CompilationAnalysisContext context, Diagnostic found) =>
        ReportFilter.Of(context.Compilation, context.Options).Report(found, context.ReportDiagnostic);

    /// <summary>The way to report what is found in a file.</summary>
    /// <param name="context">The file.</param>
    /// <returns>Takes the diagnostics.</returns>
    public static Action<Diagnostic> Reporter(this SemanticModelAnalysisContext context) => found =>
        ReportFilter.Of(context.SemanticModel.Compilation, context.Options).Report(found, context.ReportDiagnostic);

    /// <summary>The way to report what is found about a symbol.</summary>
    /// <param name="context">The symbol.</param>
    /// <returns>Takes the diagnostics.</returns>
    public static Action<Diagnostic> Reporter(this SymbolAnalysisContext context) => found =>
        ReportFilter.Of(context.Compilation, context.Options).Report(found, context.ReportDiagnostic);

    /// <summary>A way to report what is found about a type that has parts in several files: each part is reported in its own.</summary>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="tree">The file.</param>
    /// <returns>Takes them too, and lets go of those in other files.</returns>
    public static Action<Diagnostic> Within(this Action<Diagnostic> report, SyntaxTree tree) => found =>
    {
        if (found.Location.SourceTree == tree)
        {
            report(found);
        }
    };
}
