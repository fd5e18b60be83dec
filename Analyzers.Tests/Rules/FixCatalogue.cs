using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>All code fixes that ship.</summary>
internal static class FixCatalogue
{
    /// <summary>One of each, found by reflection so that none can be forgotten.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(CodeFixes.MSI4001AddLedgerEntryFix).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsNested: false } && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];
}
