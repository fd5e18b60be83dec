using Microsoft.CodeAnalysis;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Silencing;

/// <summary>The ledger and the mode decide what is reported, and nothing else does.</summary>
public class SilencingTests
{
    public static TheoryData<string> InSource => Names(means => means.Group == "In source" && means.Name != "nothing at all");

    public static TheoryData<string> Elsewhere => Names(means => means.Group.StartsWith("In configuration", StringComparison.Ordinal) || means.Group.StartsWith("On the", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(InSource))]
    public async Task Given_a_suppression_in_source_then_the_touch_stays_an_error_and_the_suppression_is_one_too(string name)
    {
        var left = await SilencingTable.TryAsync(AllMeans.List.Single(means => means.Name == name));

        Assert.Equal(name == AllMeans.InGeneratedCode ? ["MSI1001"] : ["MSI1001", "MSI4002"], left.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.All(left, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task Given_a_suppression_anywhere_else_then_it_has_no_effect(string name)
    {
        var left = await SilencingTable.TryAsync(AllMeans.List.Single(means => means.Name == name));

        Diagnostic touch = Assert.Single(left);
        Assert.Equal("MSI1001", touch.Id);
        Assert.Equal(DiagnosticSeverity.Error, touch.Severity);
    }

    [Fact]
    public async Task The_page_says_what_the_test_finds()
    {
        string path = RepositoryRoot.PathTo("docs", "suppression.md");
        string page = await SilencingTable.FormatAsync();
        if (Environment.GetEnvironmentVariable("MSIENCAP_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, page);
        }

        Assert.True(
            File.Exists(path) && await File.ReadAllTextAsync(path) == page,
            "docs/suppression.md is not what the test finds; MSIENCAP_ACCEPT=1 dotnet test Analyzers.Tests --filter SilencingTests accepts it, for you to review in the diff.");
    }

    private static TheoryData<string> Names(Func<Means, bool> which) => [.. AllMeans.List.Where(which).Select(means => means.Name)];
}
