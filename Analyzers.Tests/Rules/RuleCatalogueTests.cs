using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What every rule owes its users, asked of each by reflection.</summary>
public partial class RuleCatalogueTests
{
    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id).Distinct()];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => Catalogue.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    private static IEnumerable<DiagnosticDescriptor> Of(string id) => Descriptors.Where(descriptor => descriptor.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_a_rule_then_its_id_is_of_our_form_and_has_a_constant(string id)
    {
        Assert.Matches(IdForm(), id);
        Assert.Contains(id, typeof(RuleIds).GetFields().Select(field => field.GetRawConstantValue()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_a_rule_then_its_help_link_leads_to_a_page_of_the_repository(string id) => Assert.All(Of(id), descriptor =>
    {
        Assert.Equal($"https://github.com/msiencap/msiencap/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);
        string page = File.ReadAllText(RepositoryRoot.PathTo("docs", "rules", id + ".md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_a_rule_then_a_test_class_bears_its_name(string id) => Assert.Contains(
        typeof(RuleCatalogueTests).Assembly.GetTypes(),
        type => type.Name.StartsWith(id, StringComparison.Ordinal)
            && type.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>().Any()));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_a_rule_then_the_release_notes_hold_it(string id)
    {
        string notes = File.ReadAllText(RepositoryRoot.PathTo("Analyzers", "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(RepositoryRoot.PathTo("Analyzers", "AnalyzerReleases.Unshipped.md"));
        Assert.All(Of(id), descriptor => Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", notes, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_a_rule_then_it_is_an_error_that_nothing_but_the_ledger_silences(string id) => Assert.All(Of(id), descriptor =>
    {
        Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, descriptor.CustomTags);
        Assert.Contains(WellKnownDiagnosticTags.Compiler, descriptor.CustomTags);
    });

    [Fact]
    public void Given_an_analyzer_then_it_bears_the_name_of_its_rule_and_reports_its_own_failure() => Assert.All(Catalogue.Analyzers, analyzer =>
    {
        Assert.StartsWith(analyzer.SupportedDiagnostics[0].Id, analyzer.GetType().Name, StringComparison.Ordinal);
        Assert.Contains(analyzer.SupportedDiagnostics, descriptor => descriptor.Id == RuleIds.AnalyzerFailed);
    });

    [Fact]
    public void Given_the_pages_then_each_is_of_a_rule()
    {
        // What the package's build file reports, its text names.
        string build = File.ReadAllText(RepositoryRoot.PathTo("build", "MsiEncap.targets"));
        IEnumerable<string?> pages = Directory.GetFiles(RepositoryRoot.PathTo("docs", "rules"), "MSI*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.All(pages, page => Assert.True(
            Descriptors.Any(descriptor => descriptor.Id == page) || build.Contains($"Code=\"{page}\"", StringComparison.Ordinal),
            $"{page}.md is of no rule"));
    }

    [GeneratedRegex("^MSI[0-9]{4}$")]
    private static partial Regex IdForm();
}
