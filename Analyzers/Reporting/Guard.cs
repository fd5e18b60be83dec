using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>Runs an analyzer's callback and turns its crash into an error of ours: AD0001 is a warning, and so a way around the rules.</summary>
internal static class Guard
{
    /// <summary>Runs the registration of callbacks. Its failure is reported in every file, since none of them is checked.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="rule">The id of the rule that runs.</param>
    /// <param name="callback">The registration.</param>
    public static void Run(CompilationStartAnalysisContext context, string rule, Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.RegisterSemanticModelAction(file => file.ReportDiagnostic(Failure(rule, file.SemanticModel.SyntaxTree, exception)));
        }
    }

    /// <summary>Runs a callback on a file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="rule">The id of the rule that runs.</param>
    /// <param name="callback">The callback.</param>
    public static void Run(SemanticModelAnalysisContext context, string rule, Action callback) =>
        Run(rule, callback, () => context.SemanticModel.SyntaxTree, context.ReportDiagnostic);

    /// <summary>Runs a callback on a symbol.</summary>
    /// <param name="context">The symbol.</param>
    /// <param name="rule">The id of the rule that runs.</param>
    /// <param name="callback">The callback.</param>
    public static void Run(SymbolAnalysisContext context, string rule, Action callback) =>
        Run(rule, callback, () => context.Symbol.Locations.FirstOrDefault()?.SourceTree, context.ReportDiagnostic);

    /// <summary>Runs a callback on an additional file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="rule">The id of the rule that runs.</param>
    /// <param name="callback">The callback.</param>
    public static void Run(AdditionalFileAnalysisContext context, string rule, Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string path = context.AdditionalFile.Path;
            context.ReportDiagnostic(Failure(rule, Location.Create(path, default, default), path, exception));
        }
    }

    /// <summary>Runs a callback at the end of a compilation. Its failure is reported in the first file, since it has to be somewhere.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="rule">The id of the rule that runs.</param>
    /// <param name="callback">The callback.</param>
    public static void Run(CompilationAnalysisContext context, string rule, Action callback) =>
        Run(rule, callback, () => context.Compilation.SyntaxTrees.FirstOrDefault(), context.ReportDiagnostic);

    private static void Run(string rule, Action callback, Func<SyntaxTree?> where, Action<Diagnostic> report)
    {
        try
        {
            callback();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Failure(rule, where(), exception));
        }
    }

    private static Diagnostic Failure(string rule, SyntaxTree? tree, Exception exception)
    {
        // The start of the file: the callback does not know which of its lines brought it down.
        Location location = tree is null ? Location.None : Location.Create(tree, default);
        return Failure(rule, location, tree?.FilePath, exception);
    }

    private static Diagnostic Failure(string rule, Location location, string? path, Exception exception)
    {
        string what = $"{exception.GetType().Name} ({OneLine.Of(exception.Message).TrimEnd('.')})";
        string file = path is { Length: > 0 } ? path : "a file without a path";
        return Diagnostic.Create(Descriptors.AnalyzerFailed, location, rule, what, file);
    }
}
