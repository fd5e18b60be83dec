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

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.ForgedVirq)]
    [InlineData(RuleIds.RawCookie)]
    [InlineData(RuleIds.ContractImplementation)]
    public void Given_a_rule_about_uses_then_it_has_one_callback_for_files_and_none_that_makes_the_compiler_bind_all_code(string id) =>
        Assert.Equal(["SemanticModel"], RecordingContext.CallbacksOf(Catalogue.Analyzer(id), "class C { }", TestCompilation.Default));

    [Theory]
    [InlineData(RuleIds.ExposedType)]
    [InlineData(RuleIds.EscapingValue)]
    public void Given_nobody_who_acts_in_a_role_then_no_rule_about_roles_registers_anything(string id)
    {
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), "class C { }", TestCompilation.Default));
        Assert.NotEmpty(RecordingContext.CallbacksOf(
            Catalogue.Analyzer(id),
            TestCompilation.Create([(Check.SourcePath, "class C { }")], TestCompilation.Default),
            new([new InMemoryFile("MsiEncap.Roles.txt", Microsoft.CodeAnalysis.Text.SourceText.From("T:C;MsiEncap.Encapsulation.IrqDomainImplementer;programs the hardware"))])));
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

    [Theory]
    [InlineData(RuleIds.UnlistedSuppression)]
    [InlineData(RuleIds.StaleEntry)]
    [InlineData(RuleIds.MalformedEntry)]
    public void Given_neither_attributes_nor_additional_files_then_no_rule_of_the_ledger_registers_anything(string id)
    {
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(id), "class C { }", TestCompilation.Framework));
        Assert.NotEmpty(CallbacksWith(id, "MsiEncap.Roles.txt"));
    }

    [Fact]
    public void Given_no_attribute_of_a_contract_then_no_rule_of_contracts_registers_anything()
    {
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.InvalidContract), Attributes, TestCompilation.Framework));
        Assert.Equal(["Symbol"], RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.InvalidContract), "class C { }", TestCompilation.Default));
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.RawCookie), Attributes, TestCompilation.Framework));
        Assert.Empty(RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.ContractImplementation), Attributes, TestCompilation.Framework));
    }

    [Fact]
    public void Given_neither_lists_of_contracts_nor_references_that_can_hold_one_then_the_rule_about_layouts_looks_at_declarations_alone()
    {
        Assert.Empty(CallbacksWith(RuleIds.DriftingLayout, "MsiEncap.Contracts.Shipped.txt"));
        Assert.Equal(["Symbol"], RecordingContext.CallbacksOf(Catalogue.Analyzer(RuleIds.DriftingLayout), "class C { }", TestCompilation.Default));
        Assert.Equal(["Symbol", "SemanticModel"], RecordingContext.CallbacksOf(
            Catalogue.Analyzer(RuleIds.DriftingLayout), "class C { }", [.. TestCompilation.Default, Library.Compile("Queues", "class Q : MsiEncap.Encapsulation.EncapsulationRole;")]));
    }

    [Fact]
    public void Given_a_file_that_restricts_then_the_access_rule_registers_without_any_attribute()
    {
        Assert.NotEmpty(CallbacksWith(RuleIds.RestrictedSymbol, "MsiEncap.Restricted.txt", "T:System.Threading.Thread;Own", Own));
        Assert.Empty(CallbacksWith(RuleIds.RestrictedSymbol, "MsiEncap.Restricted.txt", "T:System.Threading.Thread;Own"));
        Assert.Empty(CallbacksWith(RuleIds.RestrictedSymbol, "Other.txt", "T:System.Threading.Thread;Own", Own));
    }

    [Fact]
    public void Given_no_file_that_restricts_then_no_assembly_of_the_framework_is_looked_at()
    {
        var compilation = TestCompilation.Create([(Check.SourcePath, "class C { }")]);
        CandidateAssemblies candidates = CandidateAssemblies.Find(compilation)!;
        Assert.Equal(["Driver", "MsiEncap.Runtime"], compilation.SourceModule.ReferencedAssemblySymbols.Prepend(compilation.Assembly)
            .Where(candidates.Contains).Select(assembly => assembly.Name).Order(StringComparer.Ordinal));
    }

    private const string Own = "namespace MsiEncap.Encapsulation { class EncapsulationRole { } } class Own : MsiEncap.Encapsulation.EncapsulationRole { }";

    private static IReadOnlyList<string> CallbacksWith(string id, string path, string text = "", string source = "class C { }") => RecordingContext.CallbacksOf(
        Catalogue.Analyzer(id),
        TestCompilation.Create([(Check.SourcePath, source)], TestCompilation.Framework),
        new([new InMemoryFile(path, Microsoft.CodeAnalysis.Text.SourceText.From(text))]));
}
