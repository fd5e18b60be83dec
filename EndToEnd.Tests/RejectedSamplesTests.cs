using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The samples that must not build: each error where its file expected.txt says, and no other.</summary>
public class RejectedSamplesTests
{
    [Theory]
    [InlineData("DomainIds", "CS")]
    [InlineData("Language", "CS")]
    [InlineData("Rules", "MSI")]
    public async Task A_rejected_sample_fails_with_exactly_the_expected_errors(string sample, string prefix)
    {
        IReadOnlyList<string> expected = RejectedSample.Expected(sample);
        Assert.All(expected, line => Assert.Contains($": {prefix}", line, StringComparison.Ordinal));

        DotNetResult build = await RejectedSample.BuildAsync(sample);

        Assert.Equal(1, build.ExitCode);
        Assert.Equal(expected, BuildDiagnostics.Of(build.Output));
    }

    [Fact]
    public async Task Without_the_rules_the_rejected_usage_sites_are_good_C_sharp()
    {
        DotNetResult build = await RejectedSample.BuildAsync("Rules", "-p:MsiEncapMode=Off");

        Assert.Empty(BuildDiagnostics.Of(build.Output));
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task A_project_that_adopts_the_rules_is_told_the_same_and_builds()
    {
        DotNetResult build = await RejectedSample.BuildAsync("Rules", "-p:MsiEncapMode=Adopt");

        Assert.Equal(RejectedSample.Expected("Rules"), BuildDiagnostics.Of(build.Output));
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Switching_the_analyzers_off_does_not_get_the_usage_sites_built()
    {
        DotNetResult build = await RejectedSample.BuildAsync("Rules", "-p:RunAnalyzers=false");

        Assert.Equal(["MSI0002"], BuildDiagnostics.Of(build.Output).Select(line => line[^"MSI0002".Length..]));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task A_mode_that_is_not_known_is_an_error_that_names_those_that_are()
    {
        DotNetResult build = await RejectedSample.BuildAsync("Rules", "-p:MsiEncapMode=Relaxed");

        Assert.Contains("MsiEncapMode is 'Relaxed'; set it to Enforce", build.Output, StringComparison.Ordinal);
        Assert.Equal(1, build.ExitCode);
    }
}
