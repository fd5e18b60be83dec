using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Where every test of a rule starts.</summary>
/// <example>
/// <code>
/// await Check.Analyzer&lt;MSI1001RestrictedSymbolAnalyzer&gt;("class Queue { [|MsiDomain|]? domain; }")
///     .Reference(IrqLibrary.Reference)
///     .Message("'MsiDomain' is restricted to …")
///     .RunAsync();
/// </code>
/// </example>
internal static class Check
{
    /// <summary>The path of the source that a check starts with.</summary>
    public const string SourcePath = "Source.cs";

    /// <summary>Checks what one analyzer says about a source, to the id and to the character.</summary>
    /// <typeparam name="TAnalyzer">The analyzer; <c>[|…|]</c> stands for the first id it supports.</typeparam>
    /// <param name="markup">The source, with marks where diagnostics are expected.</param>
    /// <returns>A check to add to, and to run.</returns>
    public static AnalyzerCheck Analyzer<TAnalyzer>(string markup)
        where TAnalyzer : DiagnosticAnalyzer, new() => Analyzers(markup, new TAnalyzer());

    /// <summary>Checks what several analyzers say about a source together.</summary>
    /// <param name="markup">The source, with marks where diagnostics are expected.</param>
    /// <param name="analyzers">The analyzers; <c>[|…|]</c> stands for the first id of the first.</param>
    /// <returns>A check to add to, and to run.</returns>
    public static AnalyzerCheck Analyzers(string markup, params DiagnosticAnalyzer[] analyzers) =>
        new([.. analyzers], [new(SourcePath, markup)]);
}
