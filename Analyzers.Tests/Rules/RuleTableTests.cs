using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The rules are listed in two places, from the rules themselves.</summary>
public class RuleTableTests
{
    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("docs/rules/README.md", "")]
    public void Given_a_page_that_lists_the_rules_then_it_lists_what_they_say(string page, string folder)
    {
        string path = RepositoryRoot.PathTo(page);
        string expected = RuleTable.WriteInto(File.ReadAllText(path), folder);
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(
            File.ReadAllText(path) == expected,
            $"The table of rules in {page} is not what the rules say; {Snapshot.AcceptVariable}=1 dotnet test Analyzers.Tests accepts it, for you to review in the diff.");
    }

    [Fact]
    public void Given_a_page_without_a_place_for_the_table_then_that_is_said() =>
        Assert.Throws<FormatException>(() => RuleTable.WriteInto("# Rules\n", ""));
}
