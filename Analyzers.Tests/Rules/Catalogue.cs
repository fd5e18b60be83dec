using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>All analyzers that ship.</summary>
internal static class Catalogue
{
    /// <summary>One of each, found by reflection so that none can be forgotten.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(RuleIds).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The analyzer of a rule.</summary>
    /// <param name="id">The id of the rule.</param>
    /// <returns>The analyzer.</returns>
    public static DiagnosticAnalyzer Analyzer(string id) => Analyzers.First(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));
}
