using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>What the build tells the compiler: properties, and metadata of additional files by their path.</summary>
/// <param name="properties">The global keys, such as <c>build_property.MsiEncapMode</c>.</param>
/// <param name="metadata">Path, key and value of each.</param>
internal sealed class TestOptions(
    ImmutableDictionary<string, string> properties, ImmutableArray<(string Path, string Key, string Value)> metadata) : AnalyzerConfigOptionsProvider
{
    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(metadata
        .Where(item => item.Path == textFile.Path)
        .ToImmutableDictionary(item => item.Key, item => item.Value, AnalyzerConfigOptions.KeyComparer));

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}
