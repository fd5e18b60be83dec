using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>A compilation that has nothing to do with a rule does not pay for it: no callback at all is registered.</summary>
public class RegistrationTests
{
    private const string Attributes = """
        namespace MsiEncap.Encapsulation { class RestrictedToAttribute : System.Attribute; class ActsAsAttribute : System.Attribute; }
        """;

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    [InlineData(RuleIds.UnlistedGrant)]
    public void Given_neither_runtime_nor_copies_of_the_attributes_then_no_callback_is_registered(string id) =>
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), "class C { }", TestCompilation.Framework));

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    [InlineData(RuleIds.UnlistedGrant)]
    public void Given_attributes_of_the_same_name_in_another_namespace_then_no_callback_is_registered(string id) =>
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), Attributes.Replace("MsiEncap.", "Msi.", StringComparison.Ordinal), TestCompilation.Framework));

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    [InlineData(RuleIds.UnlistedGrant)]
    public void Given_the_runtime_then_callbacks_are_registered(string id) =>
        Assert.NotEmpty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), "class C { }", TestCompilation.Default));

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    [InlineData(RuleIds.UnlistedGrant)]
    public void Given_copies_of_the_attributes_in_source_then_callbacks_are_registered(string id) =>
        Assert.NotEmpty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), Attributes, TestCompilation.Framework));

    [Fact]
    public void Given_the_access_rule_then_it_has_one_callback_for_files_one_for_blocks_and_one_for_symbols()
    {
        IEnumerable<string> callbacks = RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.RestrictedSymbol), "class C { }", TestCompilation.Default);
        Assert.Equal(["OperationBlock", "SemanticModel", "Symbol"], callbacks.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    [InlineData(RuleIds.UnlistedGrant)]
    public void Given_an_analyzer_then_generated_code_is_analysed_and_execution_is_concurrent(string id)
    {
        RecordingContext context = new();
        Catalogue.Analyzer(id).Initialize(context);
        Assert.Equal(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics, context.GeneratedCode);
        Assert.True(context.IsConcurrent);
    }
}
